import pLimit, { type LimitFunction } from 'p-limit';
import { backoffMs } from '../../modules/retry/backoff.ts';
import { inTime } from '../../modules/retry/in-time.ts';
import { Assignment } from './assignment.ts';
import { Signal } from './signal.ts';
import { Commits } from './commits.ts';
import type { Connection } from './connection.ts';
import { MappingConsumer } from './consumer.ts';
import { discarder, type Discard } from './discard.ts';
import { envelope, partSize, type Envelope, type TopicPartition } from './event.ts';
import type { Invoke } from './invoke.ts';
import type { Mapping } from './mapping.ts';
import type { MappingState } from './mapping-state.ts';
import { Partition } from './partition.ts';
import type { MappingReport } from './report.ts';
import { settings } from './settings.ts';
import { SharedInvocations, type Deliver } from './shared-invocations.ts';

const restartBackoff = { initialMs: settings.restartInitialMs, maxMs: settings.restartMaxMs };

export interface PollerDependencies {
  readonly mapping: Mapping;
  readonly connect: () => Promise<Connection>;
  readonly invoke: Invoke;
  readonly report: MappingReport;
  /** Outlives the poller, so that order holds from one to the next. */
  readonly inFlight: InFlight;
}

/** By partition; resolves when nothing of an earlier owner is in flight. */
export type InFlight = Map<number, Promise<void>>;

export type PollerState = 'connecting' | 'polling' | 'waiting' | 'stopping' | 'stopped';

/** Polls for one mapping: makes a consumer, and after every failure a new one, until it is stopped. */
export class Poller {
  readonly mapping: Mapping;
  readonly report: MappingReport;
  readonly #dependencies: PollerDependencies;
  /** Of all lives: what an earlier one has in flight counts. */
  readonly #pollers: LimitFunction;
  readonly #stopped = new Signal();
  #state: PollerState = 'connecting';
  #mappingState: MappingState = 'Creating';
  #life: { readonly consumer: MappingConsumer; readonly commits: Commits; readonly assignment: Assignment } | undefined;
  #failures = 0;
  #running: Promise<void> = Promise.resolve();

  constructor(dependencies: PollerDependencies) {
    this.mapping = dependencies.mapping;
    this.report = dependencies.report;
    this.#dependencies = dependencies;
    this.#pollers = pLimit(dependencies.mapping.maximumPollers);
  }

  get state(): PollerState {
    return this.#state;
  }

  /** While its poller waits after a failure, a mapping is Enabled all the same. */
  get mappingState(): MappingState {
    return this.#mappingState;
  }

  get partitions(): readonly Partition[] {
    return this.#life?.assignment.partitions ?? [];
  }

  start(mappingState: MappingState): void {
    this.#mappingState = mappingState;
    this.#running = this.#run();
  }

  /** Stops fetching at once, finishes or abandons what is in flight, and leaves the group: all within 7 seconds. */
  async stop(mappingState: MappingState = this.#mappingState): Promise<void> {
    this.#state = 'stopping';
    this.#mappingState = mappingState;
    const life = this.#life;
    if (life !== undefined) {
      await waitFor(life.assignment.stop(), settings.finishTimeoutMs);
      await waitFor(life.commits.settled(), settings.commitTimeoutMs);
      life.consumer.fail(stopped());
    }
    this.#stopped.notify();
    await this.#running;
    this.#state = 'stopped';
  }

  async #run(): Promise<void> {
    while (!this.#isStopping()) {
      try {
        await this.#live();
      } catch (error) {
        if (this.#isStopping()) return;
        this.#state = 'waiting';
        this.#mappingState = 'Enabled';
        const delay = backoffMs(restartBackoff, this.#failures, Math.random());
        this.#failures += 1;
        this.report.consumerEnded(error, delay);
        await this.#stopped.wait(delay);
      }
    }
  }

  /** One life of a consumer, from its connection to its end, which is always an error. */
  async #live(): Promise<never> {
    this.#state = 'connecting';
    const { kafka, bootstrapServers, certificateEnds } = await this.#dependencies.connect();
    this.report.certificateEnds(certificateEnds);
    if (this.#isStopping()) throw stopped();
    const consumer = new MappingConsumer(kafka, this.mapping);
    const commits = new Commits(
      (offsets) => consumer.commit(offsets),
      (error, inARow) => {
        this.report.commitFailed(error);
        // kafkajs may ask a coordinator that has moved for ever; a new consumer looks it up.
        if (inARow >= settings.maxCommitFailures) consumer.fail(error);
      },
    );
    const discard = discarder(kafka, this.mapping);
    const frame = envelope(this.mapping.source, bootstrapServers);
    const invocations = this.#invocations(frame);
    const deliver: Deliver = (part) => invocations.deliver(part);
    const assignment: Assignment = new Assignment(
      consumer,
      commits,
      (partition, begin, after) =>
        this.#partition({ frame, deliver, consumer, commits, assignment, discard, partition, begin, after }),
      this.#dependencies.inFlight,
    );
    this.#life = { consumer, commits, assignment };
    try {
      await Promise.race([consumer.start(assignment), consumer.ended]);
      if (this.#isStopping()) throw stopped();
      this.#polling();
      return await consumer.ended;
    } finally {
      assignment.lose();
      commits.close();
      this.#life = undefined;
      await consumer.close();
    }
  }

  #polling(): void {
    this.#state = 'polling';
    this.#mappingState = 'Enabled';
    this.#failures = 0;
    this.report.polling();
  }

  #invocations(frame: Envelope): SharedInvocations {
    const { batchSize: records } = this.mapping;
    const bytes = settings.maxEventBytes - frame.head.length - frame.tail.length;
    const { invoke } = this.#dependencies;
    return new SharedInvocations({ envelope: frame, limits: { records, bytes }, pollers: this.#pollers, invoke });
  }

  #partition(made: NewPartition): Partition {
    const { frame, deliver, consumer, commits, assignment, discard, partition, begin, after } = made;
    const { mapping, report } = this;
    const topicPartition: TopicPartition = { topic: mapping.topic, partition };
    return new Partition({
      topicPartition,
      begin,
      after,
      limits: {
        records: mapping.batchSize,
        window: mapping.batchingWindow,
        bytes: settings.maxEventBytes - frame.head.length - frame.tail.length - partSize(topicPartition, 0, 0),
      },
      // More than one event, so that the next one is there when the last one is delivered.
      capacity: {
        records: settings.bufferBatches * mapping.batchSize + settings.bufferRecords,
        bytes: settings.bufferBytes,
      },
      deliver,
      discard,
      maximumRetries: mapping.maximumRetries,
      commit: (offset) => commits.add(partition, offset),
      report: (delivery) => report.delivery(delivery),
      resume: () => assignment.resume(partition),
      broken: (error) => consumer.fail(error),
    });
  }

  /** A method, because it changes while something is awaited. */
  #isStopping(): boolean {
    return this.#state === 'stopping' || this.#state === 'stopped';
  }
}

interface NewPartition {
  readonly frame: Envelope;
  readonly deliver: Deliver;
  readonly consumer: MappingConsumer;
  readonly commits: Commits;
  readonly assignment: Assignment;
  readonly discard: Discard;
  readonly partition: number;
  readonly begin: number;
  readonly after: Promise<void>;
}

/** Ends the life of a consumer when polling stops; nobody sees it. */
const stopped = (): Error => new Error('stopped');

/** Whether work ended in time or not: what takes longer is abandoned. */
const waitFor = (work: Promise<void>, milliseconds: number): Promise<void> =>
  inTime(work, milliseconds, 'stopping').catch(() => undefined);
