import { createHash } from 'node:crypto';
import { ruleQuery } from '../../modules/ban-search/rule-query.ts';
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

/**
 * The sweeps that changes of the list need: what cannot be read has changed nothing. Rules whose products no index tells share
 * one of the whole catalogue.
 */
export function sweepsForChanges(changes: readonly RuleRecord[], beginning: Beginning): Sweep[] {
  const readable = changes.filter(({ kind }) => kind !== 'unreadable');
  const [scanning, others] = partition(readable, (change) => readable.length > mostSingly || isScan(change));
  const single = others.map(({ id, change: { offset } }) =>
    begin({ sweep_id: `change-${offset}`, from_version: offset, to_version: offset, rule_ids: [id] }, beginning),
  );
  const [first, last] = [scanning[0]?.change.offset, scanning.at(-1)?.change.offset];
  if (first === undefined || last === undefined) return single;
  return [...single, begin({ sweep_id: `changes-${first}-${last}`, from_version: first, to_version: last }, beginning)];
}

const isScan = (change: RuleRecord): boolean => change.kind === 'set' && ruleQuery(change.rule).isScan;

function partition<T>(all: readonly T[], isWanted: (one: T) => boolean): [wanted: T[], others: T[]] {
  return [all.filter((one) => isWanted(one)), all.filter((one) => !isWanted(one))];
}

/** The sweep that rules need which come into force or go out of it at a moment, epoch milliseconds. */
export const sweepForTime = (moment: number, ruleIds: readonly string[], beginning: Beginning): Sweep =>
  begin(
    {
      sweep_id: `time-${moment}-${digestOf(ruleIds)}`,
      ...(ruleIds.length <= mostSingly && { rule_ids: [...ruleIds] }),
    },
    beginning,
  );

/** Rules that come later may have the same moment. */
const digestOf = (ruleIds: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(ruleIds)).digest('hex').slice(0, 8);

/** A sweep of the whole catalogue that is also about what earlier ones of it, which are under way, are about. */
export function takeOver(sweep: Sweep, earlier: readonly Sweep[]): Sweep {
  const others = earlier.filter(({ to_version: to = 0 }) => to < (sweep.to_version ?? 0));
  const from_version = Math.min(sweep.from_version ?? 0, ...others.map(({ from_version: from = 0 }) => from));
  const latest = others.toSorted((one, other) => (other.to_version ?? 0) - (one.to_version ?? 0))[0];
  const after = latest?.state === 'running' ? latest.after : undefined;
  return { ...sweep, from_version, ...(after !== undefined && { after, origin: after }) };
}

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
