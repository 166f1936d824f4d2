import { setTimeout as pause } from 'node:timers/promises';
import { describeError } from '../errors/platform-error.ts';
import { backoffMs } from './backoff.ts';

/** How the rounds go, for those who ask a process how it is. */
export interface RoundsStatus {
  state: 'reading' | 'waiting';
  /** ISO 8601. */
  lastRound: string | null;
  lastError: { readonly at: string; readonly message: string } | null;
}

export interface RoundsSettings {
  readonly intervalMs: number;
  readonly round: () => Promise<void>;
  /** `delayMs`: until the next round. */
  readonly onFailure: (error: unknown, delayMs: number) => void;
  readonly signal: AbortSignal;
}

const maxDelayMs = 30_000;

/** Does a round again and again until the signal; rounds that fail come less and less often. Never rejects. */
export async function repeatRounds(
  status: RoundsStatus,
  { intervalMs, round, onFailure, signal }: RoundsSettings,
): Promise<void> {
  for (let failures = 0; !signal.aborted;) {
    let delayMs = intervalMs;
    try {
      await round();
      failures = 0;
      status.state = 'reading';
      status.lastRound = new Date().toISOString();
    } catch (error) {
      delayMs = backoffMs({ initialMs: intervalMs, maxMs: maxDelayMs }, failures, Math.random());
      failures += 1;
      status.state = 'waiting';
      status.lastError = { at: new Date().toISOString(), message: describeError(error) };
      onFailure(error, delayMs);
    }
    await pause(delayMs, undefined, { signal }).catch(() => undefined);
  }
}

/** The status before the first round. */
export const beforeRounds = (): RoundsStatus => ({ state: 'waiting', lastRound: null, lastError: null });
