import { headersOf, type Consumer, type Kafka } from './library.ts';
import type { RecordHeader } from './record.ts';
import { PlatformError } from '../errors/platform-error.ts';

/** A record of a compacted topic: the key says what, the value is its present state, null when it was removed. */
export interface KeyedRecord {
  readonly offset: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** Epoch milliseconds. */
  readonly timestamp: number;
  readonly headers: readonly RecordHeader[];
}

export interface PartitionRange {
  readonly topic: string;
  /** kafkajs reads only as a member of a group; this one is used once, and commits nothing. */
  readonly groupId: string;
  /** First offset, and the one behind the last. */
  readonly from: number;
  readonly to: number;
}

/** Milliseconds in which the range must have been read. */
const readTimeoutMs = 20_000;

/** Reads a range of the only partition of a topic. Offsets that compaction removed are simply missing. */
export async function readPartition(kafka: Kafka, range: PartitionRange): Promise<KeyedRecord[]> {
  if (range.from >= range.to) return [];
  const consumer = kafka.consumer({
    groupId: range.groupId,
    sessionTimeout: 10_000,
    maxWaitTimeInMs: 100,
    allowAutoTopicCreation: false,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5, restartOnFailure: async () => false },
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: range.topic, fromBeginning: true });
    return await consume(consumer, range);
  } finally {
    await consumer.disconnect();
  }
}

async function consume(consumer: Consumer, { topic, from, to }: PartitionRange): Promise<KeyedRecord[]> {
  const records: KeyedRecord[] = [];
  const finished = Promise.withResolvers<KeyedRecord[]>();
  const late = new PlatformError('kafka_unavailable', `reading ${topic} took longer than ${readTimeoutMs} ms`);
  const timer = setTimeout(() => finished.reject(late), readTimeoutMs);
  consumer.on(consumer.events.CRASH, ({ payload }) => finished.reject(payload.error));
  const running = consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch }) => {
      for (const message of batch.messages) {
        const { key, value } = message;
        const offset = Number(message.offset);
        if (offset < from || offset >= to) continue;
        records.push({ offset, key, value, timestamp: Number(message.timestamp), headers: headersOf(message) });
      }
      if (Number(batch.lastOffset()) + 1 >= to) finished.resolve(records);
    },
  });
  try {
    await Promise.race([running, finished.promise]);
    if (from > 0) consumer.seek({ topic, partition: 0, offset: String(from) });
    return await finished.promise;
  } finally {
    clearTimeout(timer);
  }
}
