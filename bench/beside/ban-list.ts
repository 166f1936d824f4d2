import { compilePhrase } from '../../modules/bans/phrase/phrase.ts';
import type { BanRule } from '../../modules/bans/rule.ts';
import { sampleRules } from '../../local/bans/seed.ts';

/** The ban list of a fresh platform for those who know no Russian: with everything that counts as each word of a rule. */
export async function peersBanList(): Promise<object> {
  const rules = await sampleRules();
  return {
    version: rules.length,
    rules: rules.map((rule) => ({ ...rule, fields: fieldsOf(rule), ways: waysOf(rule) })),
  };
}

const fieldsOf = (rule: BanRule): readonly string[] => ('fields' in rule ? rule.fields : [rule.kind]);

function waysOf(rule: BanRule): string[][][] {
  if (rule.kind === 'phrase' && rule.match !== 'substring') return readingsOf(rule.value, rule.match);
  return rule.kind === 'brand' || rule.kind === 'category' ? readingsOf(rule.value, 'word') : [];
}

const readingsOf = (value: string, match: 'word' | 'stem'): string[][][] =>
  compilePhrase(value, { match }).ways.map((words) => words.map((readings) => [...readings]));
