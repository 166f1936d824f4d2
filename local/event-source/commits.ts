import { setTimeout as sleep } from 'node:timers/promises';
import { settings } from './settings.ts';

/** Next offset to read by partition. */
export type Offsets = ReadonlyMap<number, number>;

/**
 * Commits the offsets of delivered events, one request at a time and a few in a second: brokers replicate a commit as they do a record. What is
 * delivered meanwhile goes with the next request. A failed commit is tried again: offsets only grow, so the latest one stands for all before it.
 */
export class Commits {
  #pending = new Map<number, number>();
  /** What the request under way commits, without what was forgotten since. */
  #sending = new Map<number, number>();
  #draining: Promise<void> | undefined;
  readonly #send: (offsets: Offsets) => Promise<void>;
  /** Hears of a failed commit, and how many in a row have failed. */
  readonly #failed: (error: unknown, inARow: number) => void;
  readonly #retryMs: number;
  readonly #intervalMs: number;
  /** Ends the pause behind a commit. */
  #hurry = new AbortController();
  #closed = false;

  constructor(
    send: (offsets: Offsets) => Promise<void>,
    failed: (error: unknown, inARow: number) => void,
    retryMs: number = settings.commitRetryMs,
    intervalMs: number = settings.commitIntervalMs,
  ) {
    this.#send = send;
    this.#failed = failed;
    this.#retryMs = retryMs;
    this.#intervalMs = intervalMs;
  }

  add(partition: number, offset: number): void {
    this.#pending.set(partition, offset);
    if (!this.#closed) this.#draining ??= this.#drain();
  }

  /** Forgets what is not committed yet of a partition that somebody else may have by now. */
  forget(partition: number): void {
    this.#pending.delete(partition);
    this.#sending.delete(partition);
  }

  /** Commits without a pause what was added, and resolves when all of it is committed. */
  async settled(): Promise<void> {
    this.#hurry.abort();
    await this.#draining;
    this.#hurry = new AbortController();
  }

  close(): void {
    this.#closed = true;
    this.#pending.clear();
    this.#hurry.abort();
  }

  async #drain(): Promise<void> {
    let failures = 0;
    while (this.#pending.size > 0) {
      this.#sending = this.#pending;
      this.#pending = new Map();
      try {
        await this.#send(new Map(this.#sending));
        failures = 0;
        await sleep(this.#intervalMs, undefined, { signal: this.#hurry.signal }).catch(() => undefined);
      } catch (error) {
        failures += 1;
        this.#failed(error, failures);
        if (!this.#closed) this.#pending = new Map([...this.#sending, ...this.#pending]);
        await sleep(this.#retryMs);
      }
    }
    this.#draining = undefined;
  }
}
