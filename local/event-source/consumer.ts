import kafkajs, { type Admin, type Batch, type Consumer, type Kafka } from '../../modules/kafka/library.ts';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { inTime } from '../../modules/retry/in-time.ts';
import { committedOffsets } from '../../modules/kafka/committed-offsets.ts';
import { kafkaFailure } from '../../modules/kafka/failure.ts';
import type { Offsets } from './commits.ts';
import type { Mapping } from './mapping.ts';
import type { PartitionOffsets } from './positions.ts';
import { settings } from './settings.ts';

const consumerSettings = {
  sessionTimeout: settings.sessionTimeoutMs,
  rebalanceTimeout: settings.rebalanceTimeoutMs,
  heartbeatInterval: settings.heartbeatIntervalMs,
  maxWaitTimeInMs: settings.fetchWaitMs,
  // Without it a broker answers with every single record: at 100 records a second that is most of what it does.
  minBytes: settings.fetchMinBytes,
  maxBytesPerPartition: settings.fetchBytesPerPartition,
  maxBytes: settings.fetchBytes,
  metadataMaxAge: settings.metadataMaxAgeMs,
  allowAutoTopicCreation: false,
  /** A crashed consumer is made anew by the poller, which reads secrets and brokers again. */
  retry: { restartOnFailure: () => Promise.resolve(false) },
};

/** What a consumer tells, from kafkajs's own calls: none of these may take long. */
export interface ConsumerListener {
  /** The group was joined; these partitions are ours. The same member id means that nothing was missed in between. */
  assigned(partitions: readonly number[], memberId: string): void;
  /** Returns the last offset that need not be fetched again; undefined when the batch was not taken. */
  fetched(batch: Batch): number | undefined;
  /** kafkajs moved on past a part of the log without records for us. */
  advanced(partition: number, first: number, last: number): void;
}

/**
 * One life of a kafkajs consumer of a mapping's topic. kafkajs only fetches, keeps the membership and commits what it is told;
 * buffering and processing happen outside of its handlers, or a slow partition would block the others of its broker.
 */
export class MappingConsumer {
  readonly #mapping: Mapping;
  readonly #consumer: Consumer;
  readonly #admin: Admin;
  readonly #ended = Promise.withResolvers<never>();
  #lastHeartbeat = performance.now();
  /** kafkajs throws when a consumer that is not in the group is paused, resumed or moved. */
  #joined = false;
  #watchdog: NodeJS.Timeout | undefined;

  constructor(kafka: Kafka, mapping: Mapping) {
    this.#mapping = mapping;
    this.#consumer = kafka.consumer({ groupId: mapping.groupId, ...consumerSettings });
    this.#admin = kafka.admin();
    this.#ended.promise.catch(() => undefined);
  }

  /** Rejects when this life is over. */
  get ended(): Promise<never> {
    return this.#ended.promise;
  }

  async start(listener: ConsumerListener): Promise<void> {
    const { topic } = this.#mapping;
    this.#listen(listener);
    await Promise.all([this.#consumer.connect(), this.#admin.connect()]);
    await this.#askForSettings();
    await this.#consumer.subscribe({ topic, fromBeginning: true });
    await this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: (fetch) => {
        const last = listener.fetched(fetch.batch);
        if (last !== undefined) fetch.resolveOffset(String(last));
        return Promise.resolve();
      },
    });
    this.#watchdog = setInterval(() => this.#watch(), settings.heartbeatCheckIntervalMs).unref();
  }

  fail(error: unknown): void {
    this.#ended.reject(error);
  }

  pause(partitions: readonly number[]): void {
    if (this.#joined) this.#consumer.pause([{ topic: this.#mapping.topic, partitions: [...partitions] }]);
  }

  resume(partition: number): void {
    if (this.#joined) this.#consumer.resume([{ topic: this.#mapping.topic, partitions: [partition] }]);
  }

  seek(partition: number, offset: number): void {
    if (this.#joined) this.#consumer.seek({ topic: this.#mapping.topic, partition, offset: String(offset) });
  }

  async commit(offsets: Offsets): Promise<void> {
    const { topic } = this.#mapping;
    await this.#consumer.commitOffsets(
      [...offsets].map(([partition, offset]) => ({ topic, partition, offset: String(offset) })),
    );
  }

  /**
   * Offsets of all partitions of the topic, as the brokers have them now. The ends of the log are asked for last: an offset
   * that was committed meanwhile must not seem to lie beyond them.
   */
  async offsets(): Promise<ReadonlyMap<number, PartitionOffsets>> {
    const { topic, groupId, startingPosition } = this.#mapping;
    const committed = await committedOffsets(this.#admin, groupId, topic);
    const [log, atTime] = await Promise.all([
      this.#admin.fetchTopicOffsets(topic),
      startingPosition.kind === 'AT_TIMESTAMP'
        ? this.#admin.fetchTopicOffsetsByTimestamp(topic, startingPosition.timestamp)
        : [],
    ]);
    const timed = new Map(atTime.map(({ partition, offset }) => [partition, Number(offset)]));
    const entries = log.map(({ partition, low, high }): [number, PartitionOffsets] => {
      const starting = { TRIM_HORIZON: Number(low), LATEST: Number(high), AT_TIMESTAMP: timed.get(partition) };
      return [
        partition,
        {
          committed: committed.get(partition),
          low: Number(low),
          high: Number(high),
          starting: starting[startingPosition.kind] ?? Number(high),
        },
      ];
    });
    return new Map(entries);
  }

  /** Leaves the group, so that others take over at once; gives up after a bounded time. */
  async close(): Promise<void> {
    clearInterval(this.#watchdog);
    const closing = Promise.allSettled([this.#consumer.disconnect(), this.#admin.disconnect()]);
    await inTime(closing, settings.leaveTimeoutMs, 'leaving the group').catch(() => undefined);
  }

  /** Reads nothing that is needed here: a certificate that Lambda could not work with must not work here either. */
  async #askForSettings(): Promise<void> {
    const { brokers } = await this.#admin.describeCluster();
    const resources = brokers.slice(0, 1).map(({ nodeId }) => ({
      type: kafkajs.ConfigResourceTypes.BROKER,
      name: String(nodeId),
      configNames: ['message.max.bytes'],
    }));
    try {
      await this.#admin.describeConfigs({ includeSynonyms: false, resources });
    } catch (error) {
      throw kafkaFailure(error, 'read the settings of the brokers');
    }
  }

  #listen(listener: ConsumerListener): void {
    const { events } = this.#consumer;
    this.#consumer.on(events.HEARTBEAT, () => this.#beat());
    this.#consumer.on(events.GROUP_JOIN, ({ payload }) => {
      this.#beat();
      this.#joined = true;
      listener.assigned(payload.memberAssignment[this.#mapping.topic] ?? [], payload.memberId);
    });
    this.#consumer.on(events.START_BATCH_PROCESS, ({ payload }) => {
      const { batchSize, partition, firstOffset, lastOffset } = payload;
      if (batchSize === 0) listener.advanced(partition, Number(firstOffset ?? lastOffset), Number(lastOffset));
    });
    this.#consumer.on(events.STOP, () => {
      this.#joined = false;
    });
    this.#consumer.on(events.CRASH, ({ payload }) => this.fail(payload.error));
  }

  #beat(): void {
    this.#lastHeartbeat = performance.now();
  }

  /** kafkajs has ways to stand still without a crash event; a member that is silent for so long is no member any more. */
  #watch(): void {
    if (performance.now() - this.#lastHeartbeat > settings.heartbeatLossMs)
      this.fail(new PlatformError('kafka_unavailable', `no heartbeat in the group ${this.#mapping.groupId}`));
  }
}
