import { setTimeout as sleep } from 'node:timers/promises';
import type { BanListReader, ReadBanList } from '../../modules/ban-list/ban-list.ts';
import { isOfCatalogue, isOver, type Sweep } from '../../modules/ban-sweeps/sweep.ts';
import type { KeptConnection } from '../../modules/kafka/kept-connection.ts';
import type { Admin } from '../../modules/kafka/library.ts';
import type { OutgoingRecord, Publisher } from '../../modules/kafka/record.ts';
import { readOfCatalogue, writeSweep, type KeptSweeps } from './kept.ts';
import { lookOn } from './look.ts';
import { endsOf, settle } from './settle.ts';

/** How fast sweeps go. */
export interface Pace {
  /** Products a second that one sweep sends through the flow, which has its own work beside. */
  readonly maxRate: number;
  /** A step ends after so many milliseconds of looking. */
  readonly lookMs: number;
  /** How long a step waits for the flow, in milliseconds. */
  readonly patienceMs: number;
}

export interface SweepDependencies extends KeptSweeps {
  readonly publisher: Publisher;
  readonly bans: Pick<BanListReader, 'current'>;
  /** Tells how far the flow is. */
  readonly kafka: KeptConnection<Admin>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly pace: Pace;
}

/** What a step did. */
export interface Advanced {
  readonly sweep: Sweep;
  readonly looked_at: number;
  readonly judged_again: number;
}

/** No step waits longer for its time, in milliseconds: the others of its batch wait, too. */
const longestPause = 2_000;

/**
 * Takes a sweep one step further. First it publishes what the step found and the next step, then it notes where the sweep is:
 * whoever does the step again after a crash repeats no more than that.
 */
export async function advance(dependencies: SweepDependencies, before: Sweep): Promise<Advanced> {
  const { publisher, bans, now } = dependencies;
  await sleep(pauseBefore(before, now()));
  const list = await bans.current();
  const startedAt = now();
  const { sweep, again } = await stepOf(dependencies, before, list);
  await publisher.publish(again);
  const next = await afterStep(dependencies, sweep, { startedAt, sent: again.length, endedAt: now() });
  if (!isOver(next)) await publisher.publish([stepRecord(next)]);
  await writeSweep(dependencies, next);
  return { sweep: next, looked_at: next.looked_at - before.looked_at, judged_again: again.length };
}

/** The record that has a sweep go on from where it is. */
export const stepRecord = (sweep: Sweep): OutgoingRecord => ({
  topic: 'ban_sweeps',
  key: sweep.sweep_id,
  value: JSON.stringify(sweep),
});

const pauseBefore = ({ not_before: time }: Sweep, now: number): number =>
  Math.min(longestPause, Math.max(0, Date.parse(time ?? '') - now || 0));

interface Step {
  readonly sweep: Sweep;
  readonly again: readonly OutgoingRecord[];
}

async function stepOf(dependencies: SweepDependencies, sweep: Sweep, list: ReadBanList): Promise<Step> {
  const { client, names, kafka, now, pace } = dependencies;
  if (sweep.state === 'settling') {
    const settling = sweep.settling && (await settle(kafka, sweep.settling, pace.patienceMs));
    const { settling: _, ...rest } = sweep;
    return { sweep: settling === undefined ? { ...rest, state: 'done' } : { ...rest, settling }, again: [] };
  }
  if (await isCovered(dependencies, sweep)) return { sweep: { ...sweep, state: 'merged' }, again: [] };
  const look = await lookOn({ client, index: names.products, now, lookMs: pace.lookMs }, sweep, list);
  const judged_again = look.sweep.judged_again + look.again.length;
  return { sweep: { ...look.sweep, state: look.isLast ? 'settling' : 'running', judged_again }, again: look.again };
}

/** Whether a later sweep of the whole catalogue looks at everything that this one has to look at. */
async function isCovered(kept: KeptSweeps, sweep: Sweep): Promise<boolean> {
  if (!isOfCatalogue(sweep)) return false;
  const { from_version: first = 0, to_version: last = 0 } = sweep;
  const others = await readOfCatalogue(kept);
  return others.some(({ from_version: from = 0, to_version: to = 0 }) => from <= first && to > last);
}

/** When a step began and ended, epoch milliseconds, and how many products it sent. */
interface StepTimes {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly sent: number;
}

async function afterStep(
  { kafka }: SweepDependencies,
  sweep: Sweep,
  { startedAt, endedAt, sent }: StepTimes,
): Promise<Sweep> {
  const time = new Date(endedAt).toISOString();
  const begins = sweep.state === 'settling' && sweep.settling === undefined;
  const settling = begins && sweep.judged_again > 0 ? await endsOf(kafka, 'products') : sweep.settling;
  const state = begins && settling === undefined ? 'done' : sweep.state;
  const next = { ...sweep, state, step: sweep.step + 1, updated_at: time, ...(settling && { settling }) };
  if (isOver(next)) return { ...next, finished_at: time };
  return { ...next, not_before: new Date(startedAt + (sent / sweep.max_rate) * 1_000).toISOString() };
}
