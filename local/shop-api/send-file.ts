import { setTimeout as sleep } from 'node:timers/promises';
import { describeError, PlatformError } from '../../modules/errors/platform-error.ts';
import type { OutgoingRecord, Publisher } from '../../modules/kafka/record.ts';
import type { Instance } from '../instance/instance.ts';
import { batchesOf, oneAhead, type Batch } from './batches.ts';
import { Pace, pacedBatch, secondsLeft } from '../pace/pace.ts';
import type { Checkpoint } from './piece.ts';
import type { Problem, Warning } from './product-record.ts';
import { progressFile, type ProgressFile } from './progress-file.ts';
import { piecesOf, type Source } from './source.ts';
import { inSource } from './told.ts';

export interface SendOptions {
  readonly instance: Instance;
  readonly source: Source;
  /** The caller's, and closed by the caller. */
  readonly publisher: Publisher;
  /** Records per second; as fast as Kafka takes them when absent. */
  readonly rate?: number | undefined;
  /** Most records of one batch. */
  readonly batchSize?: number | undefined;
  /** Forget how far an earlier run came. */
  readonly restart?: boolean | undefined;
  /** Send the file again and again, until the signal. */
  readonly loop?: boolean | undefined;
  /** Changes each record before it is sent. */
  readonly change?: ((record: OutgoingRecord) => OutgoingRecord) | undefined;
  /** Finishes the batch in flight and stops. */
  readonly signal?: AbortSignal | undefined;
  /** Called when an earlier run had dealt with some of the file, before anything is sent. */
  readonly onResume?: ((from: Checkpoint) => void) | undefined;
  readonly onProgress?: ((state: SendState) => void) | undefined;
  readonly onProblem?: ((problem: Problem) => void) | undefined;
  /** What the filter will say of a product, before it is sent. */
  readonly onWarning?: ((warning: Warning) => void) | undefined;
}

/** How far a run is. */
export interface SendState {
  /** Acknowledged by all in-sync replicas. */
  readonly sent: number;
  /** Elements that were refused before sending. */
  readonly failed: number;
  /** Of those that were sent: what the filter will refuse. */
  readonly refused: number;
  /** Of those that were sent: what the filter will take without some of its fields. */
  readonly incomplete: number;
  /** Elements that an earlier run had dealt with. */
  readonly skipped: number;
  /** Records of the batch in flight. What Kafka had not acknowledged when a run ended may be in the topic all the same. */
  readonly unconfirmed: number;
  /** Bytes of the file behind which everything is acknowledged or reported. */
  readonly reached: number;
  /** Bytes of the file; unknown for a stream. */
  readonly total: number | undefined;
  /** How long the rest of the file takes at the speed so far; unknown for a stream, and before anything is reached. */
  readonly secondsLeft: number | undefined;
}

export interface SendOutcome extends SendState {
  /** `finished`: to the end of the file. `stopped`: by the signal. `failed`: `reason` says why. */
  readonly end: 'finished' | 'stopped' | 'failed';
  readonly reason?: string;
  readonly seconds: number;
}

const defaultBatch = 2_000;

/**
 * Sends every element of a file to the topic `products`, in order, each batch after the one before it is acknowledged.
 * At least once: a run that was cut short is gone on with after the last acknowledged batch. Whatever ends the run early
 * is part of the outcome, beside how far it came.
 */
export async function sendFile(options: SendOptions): Promise<SendOutcome> {
  const started = performance.now();
  const run = new Run(options, progressFile(options.instance, options.source));
  const ending = await run.toEnd();
  return { ...run.state(), ...ending, seconds: (performance.now() - started) / 1_000 };
}

type Ending = Pick<SendOutcome, 'end' | 'reason'>;

class Run {
  readonly #options: SendOptions;
  readonly #progress: ProgressFile;
  readonly #signal: AbortSignal;
  readonly #pace: Pace | undefined;
  #sent = 0;
  #failed = 0;
  #refused = 0;
  #incomplete = 0;
  #skipped = 0;
  #unconfirmed = 0;
  #reached = 0;
  /** When this reading of the file began, and from which byte. */
  #round = { began: 0, from: 0 };

  constructor(options: SendOptions, progress: ProgressFile) {
    this.#options = options;
    this.#progress = progress;
    this.#signal = options.signal ?? new AbortController().signal;
    this.#pace = options.rate === undefined ? undefined : new Pace(options.rate, performance.now());
  }

  state(): SendState {
    const { file, encoding } = this.#options.source;
    // What is reached counts in UTF-8.
    const total = encoding === 'utf-8' ? file?.size : undefined;
    return {
      sent: this.#sent,
      failed: this.#failed,
      refused: this.#refused,
      incomplete: this.#incomplete,
      skipped: this.#skipped,
      unconfirmed: this.#unconfirmed,
      reached: this.#reached,
      total,
      secondsLeft: secondsLeft((performance.now() - this.#round.began) / 1_000, this.#round.from, this.#reached, total),
    };
  }

  async toEnd(): Promise<Ending> {
    const { loop, restart } = this.#options;
    try {
      return await this.#progress.alone(() => {
        if (restart === true) this.#progress.clear();
        return loop === true ? this.#again() : this.#once();
      });
    } catch (error) {
      if (this.#signal.aborted && error instanceof Error && error.name === 'AbortError') return { end: 'stopped' };
      if (error instanceof PlatformError) return { end: 'failed', reason: describeError(error) };
      throw error;
    }
  }

  /** The file again and again: only the signal or a failure ends it. */
  async #again(): Promise<Ending> {
    while (!this.#signal.aborted) {
      const before = this.#sent;
      const ending = await this.#once();
      if (ending.end !== 'finished') return ending;
      if (this.#sent === before) return { end: 'failed', reason: `${this.#options.source.name} has nothing to send` };
    }
    return { end: 'stopped' };
  }

  /** The file from where it was left to its end. */
  async #once(): Promise<Ending> {
    const { source, rate, batchSize = defaultBatch } = this.#options;
    const from = this.#progress.read();
    if (from !== undefined) this.#options.onResume?.(from);
    this.#skipped += from?.index ?? 0;
    this.#reached = from?.offset ?? 0;
    this.#round = { began: performance.now(), from: this.#reached };
    const size = rate === undefined ? batchSize : pacedBatch(rate, batchSize);
    for await (const batch of oneAhead(batchesOf(piecesOf(source, from, this.#signal), size))) {
      if (this.#signal.aborted) return { end: 'stopped' };
      await this.#send(batch);
      if (batch.stop !== undefined) return { end: 'failed', reason: inSource(source, batch.stop) };
    }
    this.#progress.clear();
    this.#reached = source.file?.size ?? this.#reached;
    return { end: 'finished' };
  }

  async #send(batch: Batch): Promise<void> {
    const { publisher, change, onProblem, onWarning, onProgress } = this.#options;
    const count = batch.records.length;
    for (const warning of batch.warnings) onWarning?.(warning);
    const wait = this.#pace?.take(count, performance.now()) ?? 0;
    if (wait > 0) await sleep(wait, undefined, { signal: this.#signal });
    this.#unconfirmed = count;
    await publisher.publish(change === undefined ? batch.records : batch.records.map(change));
    this.#unconfirmed = 0;
    this.#sent += count;
    this.#failed += batch.failed.length;
    this.#refused += batch.warnings.filter(({ kind }) => kind === 'refused').length;
    this.#incomplete += batch.warnings.filter(({ kind }) => kind === 'incomplete').length;
    for (const problem of batch.failed) onProblem?.(problem);
    if (batch.next !== undefined) {
      this.#reached = batch.next.offset;
      this.#progress.save(batch.next);
    }
    onProgress?.(this.state());
  }
}
