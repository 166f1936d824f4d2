import type { Log } from '../../modules/logging/log.ts';
import { inTime } from '../../modules/retry/in-time.ts';
import { systems, type Sample, type System } from './samples.ts';

/** One question to one system. */
export interface Reading {
  readonly system: System;
  /** What is read, for the log. */
  readonly what: string;
  readonly read: () => Promise<readonly Sample[]>;
}

export interface CollectOptions {
  /** Milliseconds that each reading may take. */
  readonly timeoutMs: number;
  readonly log: Log;
}

/**
 * Reads everything at once. What fails or takes too long has no samples and is logged; a system that answered nothing is
 * down, and that is a sample, too. Never rejects.
 */
export async function collect(readings: readonly Reading[], { timeoutMs, log }: CollectOptions): Promise<Sample[]> {
  const answers = await Promise.all(
    readings.map(async ({ system, what, read }) => {
      try {
        return { system, samples: await inTime(read(), timeoutMs, what) };
      } catch (error) {
        log.error('no figures', error, { system, what });
        return { system, samples: undefined };
      }
    }),
  );
  const up = systems.map((system): Sample => {
    const isUp = answers.some((answer) => answer.system === system && answer.samples !== undefined);
    return { name: 'marketplace_up', labels: { system }, value: isUp ? 1 : 0 };
  });
  return [...up, ...answers.flatMap(({ samples }) => samples ?? [])];
}
