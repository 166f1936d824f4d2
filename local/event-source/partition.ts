import type { Batch, KafkaMessage } from '../../modules/kafka/library.ts';
import { afterInvoke, type Outcome } from './after-invoke.ts';
import { decideBatch, type BatchLimits, type BufferedRecord } from './batcher.ts';
import type { Attempt, Delivery } from './delivery.ts';
import type { Discard, Reason } from './discard.ts';
import { Signal } from './signal.ts';
import { partSize, type TopicPartition } from './event.ts';
import { encodedSize } from './encoded-size.ts';
import type { Deliver } from './shared-invocations.ts';

export interface PartitionOptions {
  readonly topicPartition: TopicPartition;
  /** The first offset to deliver. */
  readonly begin: number;
  readonly limits: BatchLimits;
  /** Fetching is paused at so many records or bytes, and resumed below half of both. */
  readonly capacity: { readonly records: number; readonly bytes: number };
  readonly deliver: Deliver;
  readonly discard: Discard;
  /** How often an event that the function failed on is sent again. */
  readonly maximumRetries: number;
  /** Everything before this offset is delivered. */
  readonly commit: (offset: number) => void;
  readonly report: (delivery: Delivery) => void;
  readonly resume: () => void;
  /** Something here is wrong that no outcome stands for; the partition delivers no more. */
  readonly broken: (error: unknown) => void;
  /** Resolves when nothing of an earlier owner of this partition is in flight. */
  readonly after: Promise<void>;
}

/** A record that waits, and when it was sent: epoch milliseconds by its producer's clock. */
interface WaitingRecord extends BufferedRecord {
  readonly timestamp: number;
  readonly message: KafkaMessage;
}

/** Delivers the records of one partition in order: buffer → event → invoke → commit, one event at a time. */
export class Partition {
  /** Resolves when nothing is in flight any more; after that nothing happens here. */
  readonly done: Promise<void>;
  readonly #options: PartitionOptions;
  readonly #changed = new Signal();
  readonly #halted = new Signal();
  #buffer: WaitingRecord[] = [];
  #delivering: WaitingRecord | undefined;
  #bytes = 0;
  #inFlight = 0;
  #position: number;
  #committableOffset: number;
  #highWatermark = 0;
  #state: 'running' | 'stopping' | 'lost' = 'running';

  constructor(options: PartitionOptions) {
    this.#options = options;
    this.#position = options.begin;
    this.#committableOffset = options.begin;
    this.done = options.after.then(() => this.#run()).catch(options.broken);
  }

  /** The offset to fetch next. */
  get position(): number {
    return this.#position;
  }

  /** The first offset that is not delivered. */
  get committableOffset(): number {
    return this.#committableOffset;
  }

  get paused(): boolean {
    const { records, bytes } = this.#options.capacity;
    return this.#buffer.length >= records || this.#bytes >= bytes;
  }

  /** `oldest` is when the first record that is here and not delivered was sent, in epoch milliseconds. */
  get status(): { partition: number; buffered: number; inFlight: number; lag: number; oldest: number | undefined } {
    const lag = Math.max(0, this.#highWatermark - this.#committableOffset);
    const { timestamp: oldest } = this.#delivering ?? this.#buffer[0] ?? { timestamp: undefined };
    const { partition } = this.#options.topicPartition;
    return { partition, buffered: this.#buffer.length, inFlight: this.#inFlight, lag, oldest };
  }

  /** Takes what was fetched; records that are here already are left out. */
  accept(batch: Batch, now: number): void {
    for (const message of batch.messages) {
      const offset = Number(message.offset);
      if (offset < this.#position) continue;
      const bytes = encodedSize(this.#options.topicPartition, message);
      this.#buffer.push({ offset, arrivedAt: now, bytes, timestamp: Number(message.timestamp), message });
      this.#bytes += bytes;
    }
    this.#highWatermark = Number(batch.highWatermark);
    this.advance(Number(batch.lastOffset()));
    this.#changed.notify();
  }

  /** Moves the position past offsets without records, up to and including this one: transaction markers, compacted records. */
  advance(offset: number): void {
    this.#position = Math.max(this.#position, offset + 1);
  }

  /** Starts nothing new; what is in flight is committed when it succeeds. */
  stop(): void {
    if (this.#state === 'running') this.#state = 'stopping';
    this.#changed.notify();
    this.#halted.notify();
  }

  /** The partition belongs to somebody else: nothing of it is committed from now on. */
  lose(): void {
    this.#state = 'lost';
    this.stop();
  }

  async #run(): Promise<void> {
    while (this.#state === 'running') {
      const decision = decideBatch(this.#buffer, this.#options.limits, performance.now());
      if (decision.kind === 'wait') await this.#changed.wait(decision.delay);
      else if (decision.kind === 'send') await this.#deliver(this.#take(decision.records));
      else await this.#passBy(this.#take(1));
    }
  }

  #take(count: number): WaitingRecord[] {
    const taken = this.#buffer.splice(0, count);
    this.#delivering = taken[0];
    for (const { bytes } of taken) this.#bytes -= bytes;
    const { records, bytes } = this.#options.capacity;
    if (this.#buffer.length * 2 < records && this.#bytes * 2 < bytes) this.#options.resume();
    return taken;
  }

  async #deliver(records: readonly WaitingRecord[]): Promise<void> {
    const { topicPartition, deliver } = this.#options;
    const messages = records.map(({ message }) => message);
    const bytes = partSize(
      topicPartition,
      records.length,
      records.reduce((sum, record) => sum + record.bytes, 0),
    );
    const begin = (): boolean => {
      if (this.#state !== 'running') return false;
      this.#inFlight = records.length;
      return true;
    };
    const last = await this.#repeat(records, bytes, async (attempt) => {
      const tried = await deliver({ topicPartition, messages, bytes, isAlone: attempt > 0, begin });
      this.#inFlight = 0;
      return tried;
    });
    if (last?.kind === 'function_failed') await this.#passBy(records, { kind: 'given_up', error: last.error });
    else if (last !== undefined) this.#finish();
  }

  /** Discards records one after the other, without a reason those that are too large, and goes on behind them. */
  async #passBy(records: readonly WaitingRecord[], reason?: Reason): Promise<void> {
    const { discard, topicPartition } = this.#options;
    for (const record of records) {
      const { message, bytes } = record;
      const last = await this.#repeat([record], bytes, async () => ({
        outcome: await discard(message, topicPartition, reason ?? { kind: 'too_large', bytes }),
        duration: 0,
      }));
      if (last === undefined) return;
    }
    this.#finish();
  }

  /** Until it is done with, and how it ended; nothing when the partition is not ours to go on with. */
  async #repeat(
    records: readonly BufferedRecord[],
    bytes: number,
    act: (attempt: number) => Promise<Attempt | undefined>,
  ): Promise<Outcome | undefined> {
    let failures = 0;
    for (let attempt = 0; this.#state === 'running'; attempt += 1) {
      const tried = await act(attempt);
      if (tried === undefined || this.#isLost()) return undefined;
      if (tried.outcome.kind === 'function_failed') failures += 1;
      const next = afterInvoke(tried.outcome, { attempt, failures }, Math.random(), this.#options.maximumRetries);
      this.#report(records, { bytes, attempt, ...tried, next });
      if (next.kind !== 'retry') return tried.outcome;
      await this.#halted.wait(next.delay);
    }
    return undefined;
  }

  #finish(): void {
    this.#delivering = undefined;
    this.#committableOffset = this.#buffer[0]?.offset ?? this.#position;
    this.#options.commit(this.#committableOffset);
  }

  #report(
    records: readonly BufferedRecord[],
    how: Pick<Delivery, 'bytes' | 'attempt' | 'duration' | 'outcome' | 'next'>,
  ): void {
    const [first] = records;
    const last = records.at(-1);
    if (first === undefined || last === undefined) return;
    const { partition } = this.#options.topicPartition;
    this.#options.report({
      partition,
      firstOffset: first.offset,
      lastOffset: last.offset,
      records: records.length,
      ...how,
    });
  }

  /** A method, because it changes while an invocation is awaited. */
  #isLost(): boolean {
    return this.#state === 'lost';
  }
}
