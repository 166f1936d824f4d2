import type { Kafka, Producer } from './library.ts';
import { PlatformError } from '../errors/platform-error.ts';
import { planBatches, refuseTooLarge, type PartitionBatches } from './batches.ts';
import { kafkaFailure } from './failure.ts';
import { keptConnection } from './kept-connection.ts';
import { topicPartitions, type PartitionCounts } from './partition-counts.ts';
import type { OutgoingRecord, Publisher } from './record.ts';
import { retried, type RetryBounds } from '../retry/retry.ts';

/** kafkajs repeats a send for about ten seconds by itself; each of these attempts begins anew with a fresh producer. */
const bounds: RetryBounds = {
  attempts: 3,
  deadlineMs: 20_000,
  isPassing: (error) => error instanceof PlatformError && error.code === 'kafka_unavailable',
};
/** How long a broker may wait for its replicas, in milliseconds. */
const acknowledgeTimeoutMs = 8_000;

interface Session {
  readonly producer: Producer;
  readonly partitions: PartitionCounts;
}

/**
 * The one module that publishes. Each send carries one batch for one partition, acks -1, idempotent: kafkajs loses
 * acknowledged records when a send spans partitions and a broker stops meanwhile, because its retry leaves out brokers
 * that have answered already, also for partitions that moved to them. Order within a partition is kept.
 *
 * Connects on first use. After a failure the next attempt, in this call or a later one, has a fresh connection.
 * `trustedSilence`: milliseconds, see kept-connection.ts.
 */
export function kafkaPublisher(connect: () => Kafka | Promise<Kafka>, trustedSilence?: number): Publisher {
  const session = keptConnection(
    () => openSession(connect),
    ({ producer }) => producer.disconnect(),
    trustedSilence,
  );
  return {
    async publish(records) {
      if (records.length === 0) return;
      refuseTooLarge(records);
      let open: PartitionBatches[] | undefined;
      const send = async ({ producer, partitions }: Session): Promise<void> => {
        open ??= await plan(records, partitions);
        await sendAll(producer, open);
      };
      await retried(async () => {
        try {
          await session.use(send);
        } catch (error) {
          throw kafkaFailure(error, `publish to ${topicsOf(records).join(', ')}`);
        }
      }, bounds);
    },
    close: () => session.close(),
  };
}

async function openSession(connect: () => Kafka | Promise<Kafka>): Promise<Session> {
  const kafka = await connect();
  const producer = kafka.producer({
    idempotent: true,
    allowAutoTopicCreation: false,
    // The partition is chosen before, so that each send is known to stay within one.
    createPartitioner:
      () =>
      ({ message }) =>
        message.partition ?? 0,
    retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 8 },
  });
  await producer.connect();
  return { producer, partitions: topicPartitions(kafka) };
}

async function plan(records: readonly OutgoingRecord[], partitions: PartitionCounts): Promise<PartitionBatches[]> {
  const counts = await partitions.of(topicsOf(records));
  return planBatches(records, (topic) => counts.get(topic) ?? 1);
}

const topicsOf = (records: readonly OutgoingRecord[]): string[] => [...new Set(records.map(({ topic }) => topic))];

/** Waits for all partitions also when one fails: nothing of this attempt may still be under way in the next. */
async function sendAll(producer: Producer, partitions: readonly PartitionBatches[]): Promise<void> {
  const outcomes = await Promise.allSettled(partitions.map((partition) => sendInOrder(producer, partition)));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

/** Removes each batch that was acknowledged, so that a repetition goes on after it. */
async function sendInOrder(producer: Producer, { topic, batches }: PartitionBatches): Promise<void> {
  for (let batch = batches[0]; batch !== undefined; batch = batches[0]) {
    await producer.send({ topic, messages: batch, acks: -1, timeout: acknowledgeTimeoutMs });
    batches.shift();
  }
}
