import { validityOf } from '../../modules/bans/in-force.ts';
import type { BanRule } from '../../modules/bans/rule.ts';

/** A moment at which rules come into force or go out of it, epoch milliseconds. */
export interface Moment {
  readonly at: number;
  readonly ruleIds: readonly string[];
}

/** The moments later than `from` and not later than `to`, epoch milliseconds, in order. */
export function momentsWithin(rules: Iterable<BanRule>, from: number, to: number): Moment[] {
  const ruleIds = new Map<number, string[]>();
  for (const rule of rules) {
    const validity = validityOf(rule);
    for (const time of [validity.from, validity.to])
      if (time > from && time <= to) ruleIds.set(time, [...(ruleIds.get(time) ?? []), rule.rule_id]);
  }
  return Array.from(ruleIds, ([at, ids]) => ({ at, ruleIds: ids.toSorted() })).toSorted(
    (one, other) => one.at - other.at,
  );
}
