import { rulePhrase } from '../../modules/bans/compiled/rule-phrase.ts';
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

const waysOf = (rule: BanRule): string[][][] =>
  (rulePhrase(rule)?.ways ?? []).map((words) => words.map((readings) => [...readings]));
