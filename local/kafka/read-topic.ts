import { randomUUID } from 'node:crypto';
import { headersOf, type KafkaMessage } from '../../modules/kafka/library.ts';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { administrator } from '../../modules/platform/access.ts';
import type { KafkaRecord } from '../../modules/kafka/record.ts';
import { kafkaAs, withAdmin } from './client.ts';
import type { Instance } from '../instance/instance.ts';

const readTimeoutMs = 60_000;

/** Every record that is in the topic now, in order within each partition. */
export async function readTopic(instance: Instance, topic: string): Promise<KafkaRecord[]> {
  const kafka = kafkaAs(instance, administrator);
  const ends = await endsOf(instance, topic);
  const open = new Map([...ends].filter(([, { low, high }]) => high > low));
  const records: KafkaRecord[] = [];
  if (open.size === 0) return records;
  const consumer = kafka.consumer({
    groupId: `read-${topic}-${randomUUID()}`,
    maxBytesPerPartition: 4 * 1024 * 1024,
    maxWaitTimeInMs: 100,
  });
  await consumer.connect();
  try {
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      const late = new PlatformError('kafka_unavailable', `could not read ${topic} to its end`);
      setTimeout(() => reject(late), readTimeoutMs).unref();
      void consumer.run({
        autoCommit: false,
        eachBatch: async ({ batch }) => {
          for (const message of batch.messages) records.push(recordOf(topic, batch.partition, message));
          const end = open.get(batch.partition);
          if (end !== undefined && Number(batch.lastOffset()) >= end.high - 1) open.delete(batch.partition);
          if (open.size === 0) resolve();
        },
      });
    });
  } finally {
    await consumer.disconnect();
  }
  return records;
}

async function endsOf(instance: Instance, topic: string): Promise<Map<number, { low: number; high: number }>> {
  const offsets = await withAdmin(instance, (admin) => admin.fetchTopicOffsets(topic));
  return new Map(offsets.map(({ partition, low, high }) => [partition, { low: Number(low), high: Number(high) }]));
}

function recordOf(topic: string, partition: number, message: KafkaMessage): KafkaRecord {
  return {
    topic,
    partition,
    offset: Number(message.offset),
    timestamp: Number(message.timestamp),
    key: message.key,
    value: message.value,
    headers: headersOf(message),
  };
}
