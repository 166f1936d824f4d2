import { rulePhrase } from '../../modules/bans/compiled/rule-phrase.ts';
import type { BanRule } from '../../modules/bans/rule.ts';
import { sampleRules } from '../../local/bans/seed.ts';
import type { Instance } from '../../local/instance/instance.ts';
import { publisherOf } from '../../local/kafka/publisher.ts';
import { madeRules } from '../bans/made.ts';

/** Adds so many rules to the ban list of a fresh platform. */
export async function addRules(instance: Instance, count: number): Promise<void> {
  await using publisher = publisherOf(instance, 'moderator');
  await publisher.publish(
    madeRules(count).map((rule) => ({ topic: 'banned_products', key: rule.rule_id, value: JSON.stringify(rule) })),
  );
}

/** The ban list of that platform for those who know no Russian: with everything that counts as each word of a rule. */
export async function peersBanList(added: number): Promise<object> {
  const rules = [...(await sampleRules()), ...madeRules(added)];
  return {
    version: rules.length,
    rules: rules.map((rule) => ({ ...rule, fields: fieldsOf(rule), ways: waysOf(rule) })),
  };
}

const fieldsOf = (rule: BanRule): readonly string[] => ('fields' in rule ? rule.fields : [rule.kind]);

const waysOf = (rule: BanRule): string[][][] =>
  (rulePhrase(rule)?.ways ?? []).map((words) => words.map((readings) => [...readings]));
