import { setTimeout as pause } from 'node:timers/promises';
import { describeError } from '../errors/platform-error.ts';

/** What GET /status answers of the rounds. */
export interface RoundsStatus {
  state: 'reading' | 'waiting';
  /** ISO 8601. */
  lastRound: string | null;
  lastError: { readonly at: string; readonly message: string } | null;
}

export interface RoundsSettings {
  /** Milliseconds between rounds. */
  readonly interval: number;
  readonly round: () => Promise<void>;
  readonly onFailure: (error: unknown, delay: number) => void;
  readonly signal: AbortSignal;
}

const maxDelayMs = 30_000;

/** Does a round again and again until the signal; rounds that fail come less and less often. */
export async function keepRounds(status: RoundsStatus, { interval, round, onFailure, signal }: RoundsSettings) {
  for (let failures = 0; !signal.aborted;) {
    let delay = interval;
    try {
      await round();
      failures = 0;
      status.state = 'reading';
      status.lastRound = new Date().toISOString();
    } catch (error) {
      delay = Math.min(maxDelayMs, interval * 2 ** failures) * (0.5 + Math.random() / 2);
      failures += 1;
      status.state = 'waiting';
      status.lastError = { at: new Date().toISOString(), message: describeError(error) };
      onFailure(error, Math.round(delay));
    }
    await pause(delay, undefined, { signal }).catch(() => undefined);
  }
}
