import type { Batch } from '../../modules/kafka/library.ts';
import type { Commits } from './commits.ts';
import type { ConsumerListener, MappingConsumer } from './consumer.ts';
import type { Partition } from './partition.ts';
import { decidePosition } from './positions.ts';

/** What an assignment needs of its consumer. */
export type Fetching = Pick<MappingConsumer, 'pause' | 'resume' | 'seek' | 'offsets' | 'fail'>;

/** Makes the partition that delivers from an offset. `after` is done when nothing of its predecessor is in flight. */
export type MakePartition = (partition: number, begin: number, after: Promise<void>) => Partition;

/** The partitions that the group gave us during one life of the consumer, each with its own buffer and its own pace. */
export class Assignment implements ConsumerListener {
  readonly #consumer: Fetching;
  readonly #commits: Commits;
  readonly #make: MakePartition;
  /** What may still be in flight, by partition; outlives the consumer, so that order holds from one life to the next. */
  readonly #inFlight: Map<number, Promise<void>>;
  readonly #partitions = new Map<number, Partition>();
  #mine: readonly number[] = [];
  #memberId: string | undefined;
  #turn = 0;
  /** While it is asked where partitions go on, their positions stand still: else the answer would be about the past. */
  #isAsking = false;
  #closed = false;

  constructor(consumer: Fetching, commits: Commits, make: MakePartition, inFlight: Map<number, Promise<void>>) {
    this.#consumer = consumer;
    this.#commits = commits;
    this.#make = make;
    this.#inFlight = inFlight;
  }

  get partitions(): readonly Partition[] {
    return [...this.#partitions.values()];
  }

  assigned(mine: readonly number[], memberId: string): void {
    const known = memberId === this.#memberId ? new Set(mine) : new Set<number>();
    for (const partition of this.#partitions.keys()) if (!known.has(partition)) this.#lose(partition);
    this.#mine = mine;
    this.#memberId = memberId;
    this.#reposition();
  }

  /**
   * kafkajs may still hand over what it fetched under an earlier assignment. Only what follows without a gap is taken, else
   * the records between would be lost.
   */
  fetched(batch: Batch): number | undefined {
    const partition = this.#partitions.get(batch.partition);
    if (partition === undefined || this.#closed || this.#isAsking) return undefined;
    if (fetchedOffset(batch) > partition.position) {
      this.#reposition();
      return undefined;
    }
    partition.accept(batch, performance.now());
    if (partition.paused) this.#consumer.pause([batch.partition]);
    return partition.position - 1;
  }

  advanced(number: number, first: number, last: number): void {
    const partition = this.#partitions.get(number);
    if (partition !== undefined && !this.#isAsking && first <= partition.position) partition.advance(last);
  }

  /** What a partition has buffered is half delivered. */
  resume(number: number): void {
    if (!this.#closed && !this.#isAsking && this.#partitions.has(number)) this.#consumer.resume(number);
  }

  /** Fetches no more and starts nothing new; resolves when nothing is in flight. */
  async stop(): Promise<void> {
    this.#closed = true;
    if (this.#mine.length > 0) this.#consumer.pause(this.#mine);
    for (const partition of this.#partitions.values()) partition.stop();
    await Promise.all(this.partitions.map(({ done }) => done));
  }

  /** Gives all partitions up; nothing of them is committed any more. */
  lose(): void {
    this.#closed = true;
    for (const partition of this.#partitions.keys()) this.#lose(partition);
  }

  #lose(number: number): void {
    const partition = this.#partitions.get(number);
    if (partition === undefined) return;
    partition.lose();
    this.#commits.forget(number);
    this.#inFlight.set(number, partition.done);
    this.#partitions.delete(number);
  }

  /** Nothing is fetched until it is known from the brokers where each partition goes on. */
  #reposition(): void {
    this.#turn += 1;
    this.#isAsking = this.#mine.length > 0;
    if (!this.#isAsking) return;
    this.#consumer.pause(this.#mine);
    if (this.#closed) return;
    this.#goOn(this.#turn).catch((error: unknown) => this.#consumer.fail(error));
  }

  async #goOn(turn: number): Promise<void> {
    const known = await this.#consumer.offsets();
    if (turn !== this.#turn || this.#closed) return;
    this.#isAsking = false;
    for (const number of this.#mine) {
      const offsets = known.get(number);
      if (offsets === undefined) throw new Error(`the brokers do not know partition ${number}`);
      const position = decidePosition(offsets, this.#partitions.get(number)?.committableOffset);
      if (position.kind === 'begin') this.#begin(number, position.offset);
      // Without a committed offset a later member would begin at its own idea of LATEST, past what is in flight here.
      if (offsets.committed === undefined && position.kind === 'begin') this.#commits.add(number, position.offset);
      this.#fetch(number);
    }
  }

  #begin(number: number, offset: number): void {
    this.#lose(number);
    this.#partitions.set(number, this.#make(number, offset, this.#inFlight.get(number) ?? Promise.resolve()));
  }

  #fetch(number: number): void {
    const partition = this.#partitions.get(number);
    if (partition === undefined) return;
    this.#consumer.seek(number, partition.position);
    if (!partition.paused) this.#consumer.resume(number);
  }
}

/** The offset that a fetch asked for, which kafkajs keeps without typing it. */
const fetchedOffset = (batch: Batch): number =>
  Number('fetchedOffset' in batch ? batch.fetchedOffset : (batch.firstOffset() ?? 0));
