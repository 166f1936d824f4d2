import type { RuleChanges } from '../bans/compiled/rule-store.ts';
import { banRuleSchema, type BanRule } from '../bans/rule.ts';
import { check, issuesText, jsonOf } from '../errors/schema.ts';
import { lastHeader } from '../kafka/headers.ts';
import type { KeyedRecord } from '../kafka/read-partition.ts';
import { banHeader } from '../platform/headers.ts';
import { LayeredMap } from './layered-map.ts';

/** Where and when a record of `banned_products` changed the list, and what it says of that. */
export interface ListChange {
  /** Of the record: the version of the rule. */
  readonly offset: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly by?: string;
  readonly why?: string;
}

/** A rule of the list, and the change that made it what it is. */
export interface StandingRule {
  readonly rule: BanRule;
  readonly change: ListChange;
}

/** The latest change of a rule, which changed nothing: it cannot be read. What the rule was before still stands. */
export interface UnreadableRule {
  readonly problem: string;
  readonly change: ListChange;
}

/** Rules by their ids, those that stand and those whose latest change cannot be read. */
export interface Rules {
  readonly standing: ReadonlyMap<string, StandingRule>;
  readonly unreadable: ReadonlyMap<string, UnreadableRule>;
}

export const noRules: Rules = { standing: new Map(), unreadable: new Map() };

/** A later record of a rule replaces or, as a tombstone, removes the earlier. One that cannot be read changes nothing: what was banned stays banned. */
export function applyChanges(rules: Rules, records: readonly KeyedRecord[]): Rules {
  const standing = new Map<string, StandingRule | undefined>();
  const unreadable = new Map<string, UnreadableRule | undefined>();
  for (const record of records) {
    const read = readRuleRecord(record);
    const { id, change } = read;
    if (read.kind === 'unreadable') unreadable.set(id, { problem: read.problem, change });
    else if (rules.unreadable.has(id) || unreadable.has(id)) unreadable.set(id, undefined);
    if (read.kind === 'set') standing.set(id, { rule: read.rule, change });
    else if (read.kind === 'removed') standing.set(id, undefined);
  }
  return {
    standing: LayeredMap.of(rules.standing).with(standing),
    unreadable: LayeredMap.of(rules.unreadable).with(unreadable),
  };
}

/** The rules that records have made what they are, by their ids; undefined: removed. */
export function changedRules(before: Rules, after: Rules, records: readonly KeyedRecord[]): RuleChanges {
  const changes = new Map<string, BanRule | undefined>();
  for (const { key } of records) {
    const id = idOf(key);
    const rule = after.standing.get(id)?.rule;
    if (rule !== before.standing.get(id)?.rule) changes.set(id, rule);
  }
  return changes;
}

/** What a record of `banned_products` says. */
export type RuleRecord = { readonly id: string; readonly change: ListChange } & (
  | { readonly kind: 'set'; readonly rule: BanRule }
  | { readonly kind: 'removed' }
  | { readonly kind: 'unreadable'; readonly problem: string }
);

export function readRuleRecord(record: KeyedRecord): RuleRecord {
  const id = idOf(record.key);
  const about = { id, change: changeOf(record) };
  if (record.value === null) return { ...about, kind: 'removed' };
  const content = jsonOf(record.value.toString('utf8'));
  if (content === undefined) return { ...about, kind: 'unreadable', problem: 'the value is not JSON' };
  const rule = check(banRuleSchema, content);
  if (!rule.ok) return { ...about, kind: 'unreadable', problem: issuesText(rule.issues, 'rule') };
  if (rule.value.rule_id !== id)
    return { ...about, kind: 'unreadable', problem: 'rule_id: must be the key of the record' };
  return { ...about, kind: 'set', rule: rule.value };
}

const idOf = (key: Buffer | null): string => key?.toString('utf8') ?? '';

function changeOf({ offset, timestamp, headers }: KeyedRecord): ListChange {
  const by = lastHeader(headers, banHeader.changedBy)?.toString('utf8');
  const why = lastHeader(headers, banHeader.why)?.toString('utf8');
  return { offset, at: timestamp, ...(by !== undefined && { by }), ...(why !== undefined && { why }) };
}
