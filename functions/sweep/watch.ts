import { setTimeout as sleep } from 'node:timers/promises';
import type { BanListReader } from '../../modules/ban-list/ban-list.ts';
import { embedded } from '../../modules/emf/embedded.ts';
import type { OutgoingRecord, Publisher } from '../../modules/kafka/record.ts';
import type { Log } from '../../modules/logging/log.ts';
import { withIndices } from '../../modules/opensearch/with-indices.ts';
import { stepRecord, type Pace } from './advance.ts';
import { sweepForTime } from './begin.ts';
import { momentsWithin, type Moment } from './due.ts';
import { readUnderWay, readWatched, writeWatched, type KeptSweeps } from './kept.ts';

export interface WatchDependencies extends KeptSweeps {
  readonly publisher: Publisher;
  readonly bans: Pick<BanListReader, 'current'>;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly pace: Pick<Pace, 'maxRate'>;
}

/** How far one watch looks ahead, in milliseconds: until the next has begun. */
const ahead = 70_000;
/** By so much the clocks of functions may differ, in milliseconds: whoever judges after that knows that the moment is past. */
const clockSkew = 2_000;
/** After so long without a step a sweep has come to a halt, in milliseconds. */
const halted = 5 * 60_000;

/**
 * What time itself asks for, every minute: a sweep at each moment at which a rule comes into force or goes out of it, and the
 * next step of every sweep that has come to a halt. Tells how the list is as metrics.
 */
export function watchList(dependencies: WatchDependencies): () => Promise<void> {
  const inIndices = withIndices(dependencies.client, dependencies.names);
  return () => inIndices(() => watch(dependencies));
}

async function watch(dependencies: WatchDependencies): Promise<void> {
  const { bans, publisher, log, now, pace } = dependencies;
  const { rules } = await bans.current();
  const startedAt = now();
  const [underWay, watched] = await Promise.all([readUnderWay(dependencies), readWatched(dependencies)]);
  const atHalt = underWay.filter(({ updated_at: time }) => Date.parse(time) < startedAt - halted);
  await publisher.publish(atHalt.map((sweep) => stepRecord(sweep)));
  // From when the last one looked, since rules may have come after that whose time was near: a moment twice is one sweep.
  const from = (watched ?? startedAt) - clockSkew;
  const standing = Array.from(rules.standing.values(), ({ rule }) => rule);
  const moments = momentsWithin(standing, from, startedAt + ahead);
  for (const moment of moments) await publisher.publish([await sweepAt(moment, now, pace.maxRate)]);
  await writeWatched(dependencies, startedAt);
  log.info('ban list watched', {
    ...embedded({
      counts: {
        rules: rules.standing.size,
        unreadable_rules: rules.unreadable.size,
        sweeps_under_way: underWay.length,
        sweeps_revived: atHalt.length,
        moments: moments.length,
        watches: 1,
      },
    }),
  });
}

async function sweepAt({ at, ruleIds }: Moment, now: () => number, maxRate: number): Promise<OutgoingRecord> {
  await sleep(Math.max(0, at + clockSkew - now()));
  return stepRecord(sweepForTime(at, ruleIds, { at: now(), maxRate }));
}
