import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs, type Backoff } from './backoff.ts';

/** When repeating an action ends. */
export interface RetryBounds {
  readonly attempts: number;
  /** No attempt begins later than this many milliseconds after the first. */
  readonly deadlineMs: number;
  /** Whether this failure may go away by itself. */
  readonly isPassing: (error: unknown) => boolean;
}

const backoff: Backoff = { initialMs: 250, maxMs: 2_500 };

/** Repeats what fails in passing, within its bounds, and throws the last failure. */
export async function retried<T>(action: () => Promise<T>, bounds: RetryBounds): Promise<T> {
  const giveUpAt = performance.now() + bounds.deadlineMs;
  for (let attempt = 1; ; attempt++) {
    try {
      return await action();
    } catch (error) {
      if (!bounds.isPassing(error) || attempt >= bounds.attempts || performance.now() > giveUpAt) throw error;
      await sleep(backoffMs(backoff, attempt - 1, Math.random()));
    }
  }
}
