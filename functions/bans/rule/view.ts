import type { ListChange, StandingRule, UnreadableRule } from '../../../modules/ban-list/rule-changes.ts';
import { isInForce, validityOf } from '../../../modules/bans/in-force.ts';

const changeView = ({ offset, at, by }: ListChange) => ({
  version: offset,
  changed_at: new Date(at).toISOString(),
  ...(by !== undefined && { changed_by: by }),
});

/** A rule as answers show it. `at`: now, epoch milliseconds. */
export const ruleView = ({ rule, change }: StandingRule, at: number) => ({
  ...rule,
  ...changeView(change),
  ...(change.why !== undefined && { why: change.why }),
  in_force: isInForce(validityOf(rule), at),
});

export const unreadableView = (ruleId: string, { problem, change }: UnreadableRule) => ({
  rule_id: ruleId,
  problem,
  ...changeView(change),
});

/** Who made the present state of a rule, and when, in words. */
export const whoAndWhen = ({ by, at }: ListChange): string =>
  `${by === undefined ? '' : `by ${by} `}at ${new Date(at).toISOString()}`;
