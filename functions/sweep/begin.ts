import type { RuleRecord } from '../../modules/ban-list/rule-changes.ts';
import type { Sweep } from '../../modules/ban-sweeps/sweep.ts';

/** Of more changes at once the whole catalogue is looked at, once, instead of what each of them touches. */
const mostSingly = 50;

/** When a sweep begins, epoch milliseconds, and how many products a second it may send. */
export interface Beginning {
  readonly at: number;
  readonly maxRate: number;
}

type Cause = Pick<Sweep, 'sweep_id' | 'from_version' | 'to_version' | 'rule_ids'>;

/** The sweeps that changes of the list need: what cannot be read has changed nothing. */
export function sweepsForChanges(changes: readonly RuleRecord[], beginning: Beginning): Sweep[] {
  const versions = changes.flatMap(({ kind, change }) => (kind === 'unreadable' ? [] : [change.offset]));
  const [first = 0] = versions;
  const last = versions.at(-1) ?? 0;
  if (versions.length > mostSingly)
    return [begin({ sweep_id: `changes-${first}-${last}`, from_version: first, to_version: last }, beginning)];
  return changes.flatMap(({ id, kind, change: { offset } }) =>
    kind === 'unreadable'
      ? []
      : [begin({ sweep_id: `change-${offset}`, from_version: offset, to_version: offset, rule_ids: [id] }, beginning)],
  );
}

/** The sweep that rules need which come into force or go out of it at a moment, epoch milliseconds. */
export const sweepForTime = (moment: number, ruleIds: readonly string[], beginning: Beginning): Sweep =>
  begin({ sweep_id: `time-${moment}`, ...(ruleIds.length <= mostSingly && { rule_ids: [...ruleIds] }) }, beginning);

function begin(cause: Cause, { at, maxRate }: Beginning): Sweep {
  const now = new Date(at).toISOString();
  return {
    ...cause,
    state: 'running',
    step: 0,
    to_look_at: 0,
    looked_at: 0,
    judged_again: 0,
    max_rate: maxRate,
    started_at: now,
    updated_at: now,
  };
}
