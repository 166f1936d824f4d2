import { headersOf, headersToSend, type Message } from './library.ts';
import { PlatformError } from '../errors/platform-error.ts';
import { partitionOfKey } from './partition.ts';
import type { OutgoingRecord } from './record.ts';
import { batchOverhead, recordBytes } from './record-size.ts';
import { topics, type TopicSettings } from '../platform/topics.ts';

/** What goes to one partition, in order, cut into batches that brokers accept. */
export interface PartitionBatches {
  readonly topic: string;
  readonly partition: number;
  readonly batches: Message[][];
  /** Which of the records they are, in the same order. */
  readonly indices: number[];
}

/** kafkajs makes one record batch of a send, and a batch must stay under the topic's limit, 1 MiB at least. */
export const batchBytes = 512 * 1024;

/** Bytes of the records of a batch that is not compressed, at most. */
export const bytesOf = (batch: readonly Message[]): number =>
  batch.reduce((bytes, message) => {
    const { key = null, value } = message;
    return bytes + recordBytes({ key, value, headers: headersOf(message) });
  }, batchOverhead);

/**
 * Sorts records by topic and partition, keeping their order, and cuts each partition's share into batches.
 * A key decides the partition; records without one are dealt in turn.
 */
export function planBatches(
  records: readonly OutgoingRecord[],
  partitionsOf: (topic: string) => number,
): PartitionBatches[] {
  const plans = new Map<string, PartitionBatches & { lastBytes: number }>();
  for (const [index, record] of records.entries()) {
    const key = typeof record.key === 'string' ? Buffer.from(record.key) : record.key;
    const partitions = partitionsOf(record.topic);
    const partition = key === null ? index % partitions : partitionOfKey(key, partitions);
    const bytes = recordBytes(record);
    const name = `${record.topic}-${partition}`;
    let plan = plans.get(name);
    if (plan === undefined)
      plans.set(name, (plan = { topic: record.topic, partition, batches: [], indices: [], lastBytes: 0 }));
    let batch = plan.batches.at(-1);
    if (batch === undefined || plan.lastBytes + bytes > batchBytes) {
      plan.batches.push((batch = []));
      plan.lastBytes = batchOverhead;
    }
    batch.push({
      key,
      value: record.value,
      partition,
      ...(record.headers && { headers: headersToSend(record.headers) }),
      ...(record.timestamp !== undefined && { timestamp: String(record.timestamp) }),
    });
    plan.indices.push(index);
    plan.lastBytes += bytes;
  }
  return [...plans.values()];
}

/** By any name: tests and benchmarks publish to topics of their own. */
const declared: Readonly<Record<string, TopicSettings>> = topics;

/** Throws kafka_record_too_large when a record is larger than its topic takes, so that nothing of its batch is sent. */
export function refuseTooLarge(records: readonly OutgoingRecord[]): void {
  for (const record of records) {
    const most = declared[record.topic]?.maxMessageBytes ?? Infinity;
    const bytes = batchOverhead + recordBytes(record);
    if (bytes <= most) continue;
    const name = record.key === null ? 'without a key' : `"${record.key.toString('utf8').slice(0, 100)}"`;
    throw new PlatformError(
      'kafka_record_too_large',
      `the record ${name} has ${bytes} bytes, and the topic ${record.topic} takes ${most}`,
    );
  }
}
