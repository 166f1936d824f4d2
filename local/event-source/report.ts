import { describeError } from '../../modules/errors/platform-error.ts';
import type { Log } from '../../modules/logging/log.ts';
import type { Mapping } from './mapping.ts';
import type { EventSourceMetrics, MappingLabels } from './metrics.ts';
import type { Delivery } from './delivery.ts';
import { connectionResult, deliveryResult, nothingProcessed } from './processing-result.ts';

export interface LastError {
  /** ISO 8601. */
  readonly at: string;
  readonly message: string;
}

/** Tells what happens to a mapping: one log line an outcome, metrics for Prometheus, what the status page shows. */
export class MappingReport {
  readonly labels: MappingLabels;
  readonly #log: Log;
  readonly #metrics: EventSourceMetrics;
  readonly #names: { readonly mapping: string; readonly function: string; readonly topic: string };
  #records = 0;
  #batches = 0;
  #retries = 0;
  #skipped = 0;
  #lastError: LastError | null = null;
  #deliveryResult = nothingProcessed;
  /** While no consumer polls. */
  #connectionResult: string | undefined;

  constructor(mapping: Mapping, metrics: EventSourceMetrics, log: Log) {
    this.labels = { function: mapping.functionName, topic: mapping.topic };
    this.#names = { mapping: mapping.id, ...this.labels };
    this.#metrics = metrics;
    this.#log = log;
  }

  get counts(): Readonly<Record<'records' | 'batches' | 'retries' | 'skipped', number>> {
    return { records: this.#records, batches: this.#batches, retries: this.#retries, skipped: this.#skipped };
  }

  get lastError(): LastError | null {
    return this.#lastError;
  }

  get lastProcessingResult(): string {
    return this.#connectionResult ?? this.#deliveryResult;
  }

  delivery(delivery: Delivery): void {
    const { outcome, next, records, duration } = delivery;
    this.#deliveryResult = deliveryResult(outcome);
    if (delivery.attempt > 0) {
      this.#retries += 1;
      this.#metrics.retries.inc(this.labels);
    }
    if (outcome.kind !== 'too_large' && outcome.kind !== 'given_up' && outcome.kind !== 'not_discarded')
      this.#metrics.invokeSeconds.observe(this.labels, duration / 1_000);
    if (next.kind === 'commit') {
      this.#records += records;
      this.#batches += 1;
      this.#metrics.records.inc(this.labels, records);
      this.#metrics.batches.inc(this.labels);
    }
    if (next.kind === 'skip') {
      this.#skipped += records;
      this.#metrics.skipped.inc(this.labels, records);
    }
    if (outcome.kind === 'succeeded') this.#log.info('batch delivered', this.#fields(delivery));
    else this.#failed(outcome.kind, outcome.error, delivery);
  }

  /** A certificate that nobody can read ends never: the connection will say what is wrong with it. */
  certificateEnds(at: Date): void {
    if (!Number.isNaN(at.getTime())) this.#metrics.certificateEnd.set(this.labels, at.getTime() / 1_000);
  }

  info(message: string): void {
    this.#log.info(message, this.#names);
  }

  polling(): void {
    this.#connectionResult = undefined;
    this.info('polling');
  }

  consumerEnded(error: unknown, retryIn: number): void {
    this.#metrics.consumerErrors.inc(this.labels);
    this.#connectionResult = connectionResult(error);
    this.#remember(describeError(error));
    this.#log.error('consumer ended', error, { ...this.#names, retry_in_ms: retryIn });
  }

  commitFailed(error: unknown): void {
    this.#remember(`offsets not committed: ${describeError(error)}`);
    this.#log.error('commit failed', error, this.#names);
  }

  #failed(kind: string, message: string, delivery: Delivery): void {
    const { next } = delivery;
    this.#metrics.errors.inc({ ...this.labels, outcome: kind });
    this.#remember(`partition ${delivery.partition}, offset ${delivery.firstOffset}: ${message}`);
    const fields = { ...this.#fields(delivery), outcome: kind };
    if (next.kind === 'retry') this.#log.error('batch failed', message, { ...fields, retry_in_ms: next.delay });
    else this.#log.error(next.kind === 'give_up' ? 'batch given up' : 'records skipped', message, fields);
  }

  #remember(message: string): void {
    this.#lastError = { at: new Date().toISOString(), message };
  }

  #fields({ partition, firstOffset, lastOffset, records, bytes, attempt, duration }: Delivery) {
    return {
      ...this.#names,
      partition,
      first_offset: firstOffset,
      last_offset: lastOffset,
      records,
      bytes,
      attempt,
      duration_ms: Math.round(duration),
    };
  }
}
