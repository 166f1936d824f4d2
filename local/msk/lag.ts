import { maxSamples } from './settings.ts';

/** The end of a partition at a moment. */
export interface Sample {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Offset that the next record gets. */
  readonly end: number;
}

/** Samples of a partition, oldest first. */
export type History = readonly Sample[];

/** A history with a new sample, without what no estimate needs: ends that the group has passed. */
export function remember(history: History, sample: Sample, committed: number): History {
  const all = [...history, sample];
  const passed = all.findLastIndex(({ end }) => end <= committed);
  return all.slice(Math.max(0, passed)).slice(-maxSamples);
}

/**
 * Seconds that a group is behind on a partition: how long the records that it has not taken needed to arrive, counted to
 * now. The moment at which the first of them was written lies between two samples; before the first sample nothing is known,
 * and the estimate is the least that it can be.
 */
export function secondsBehind(history: History, committed: number, now: number): number {
  const next = history.findIndex(({ end }) => end > committed);
  const later = history[next];
  if (later === undefined) return 0;
  const before = history[next - 1];
  const written =
    before === undefined
      ? later.at
      : before.at + ((committed - before.end) / (later.end - before.end)) * (later.at - before.at);
  return Math.max(0, now - written) / 1_000;
}
