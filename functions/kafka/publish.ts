import type { Kafka, Producer } from 'kafkajs';
import { PlatformError } from '../errors/platform-error.ts';
import { planBatches, type PartitionBatches } from './batches.ts';
import { kafkaFailure } from './failure.ts';
import { topicPartitions, type PartitionCounts } from './partition-counts.ts';
import type { OutgoingRecord, Publisher } from './record.ts';
import { retried, type RetryBounds } from './retry.ts';

/** kafkajs repeats a send for about ten seconds by itself; each of these attempts begins anew with a fresh producer. */
const bounds: RetryBounds = {
  attempts: 3,
  patience: 20_000,
  isPassing: (error) => error instanceof PlatformError && error.code === 'kafka_unavailable',
};
/** How long a broker may wait for its replicas, in milliseconds. */
const acknowledgeWithin = 8_000;

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
 */
export function kafkaPublisher(connect: () => Kafka | Promise<Kafka>): Publisher {
  let current: Promise<Session> | undefined;

  const session = (): Promise<Session> => (current ??= openSession(connect));

  /** Forgets a session that failed, unless another call has already replaced it. */
  const discard = async (failed: Promise<Session>): Promise<void> => {
    if (current === failed) current = undefined;
    await closeSession(failed);
  };

  return {
    async publish(records) {
      if (records.length === 0) return;
      let open: PartitionBatches[] | undefined;
      await retried(async () => {
        const used = session();
        try {
          const { producer, partitions } = await used;
          open ??= await plan(records, partitions);
          await sendAll(producer, open);
        } catch (error) {
          const failure = kafkaFailure(error, `publish to ${topicsOf(records).join(', ')}`);
          if (failure.code !== 'kafka_record_too_large') await discard(used);
          throw failure;
        }
      }, bounds);
    },
    async close() {
      if (current !== undefined) await discard(current);
    },
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

/** A session that did not open has nothing to close, and one that cannot close is of no use anyway. */
const closeSession = async (session: Promise<Session>): Promise<void> =>
  session.then(({ producer }) => producer.disconnect()).catch(() => undefined);

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
    await producer.send({ topic, messages: batch, acks: -1, timeout: acknowledgeWithin });
    batches.shift();
  }
}
