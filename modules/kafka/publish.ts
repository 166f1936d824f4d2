import type { Kafka, Message, Producer } from './library.ts';
import { PlatformError } from '../errors/platform-error.ts';
import { planBatches, refuseTooLarge, type PartitionBatches } from './batches.ts';
import { kafkaFailure } from './failure.ts';
import { keptConnection } from './kept-connection.ts';
import { topicPartitions, type PartitionCounts } from './partition-counts.ts';
import type { OutgoingRecord, ReadyPublisher } from './record.ts';
import { sendQueue, type SendQueue } from './send-queue.ts';
import { retried, type RetryBounds } from '../retry/retry.ts';

/**
 * Each of these attempts begins anew with a fresh producer. kafkajs repeats a send for about ten seconds by itself, and gives up others
 * at once, so the time is what ends them: brokers agree on new leaders some 15 s after one of them died.
 */
const bounds: RetryBounds = {
  attempts: 20,
  deadlineMs: 20_000,
  isPassing: (error) => error instanceof PlatformError && error.code === 'kafka_unavailable',
};
/** How long a broker may wait for its replicas, in milliseconds. */
const acknowledgeTimeoutMs = 8_000;

interface Session {
  readonly producer: Producer;
  readonly partitions: PartitionCounts;
  /** One send at a time for each partition, over all calls; by `topic-partition`. */
  readonly queues: Map<string, SendQueue>;
  /** Whether a send has failed: nobody knows which sequence number the brokers wait for next. */
  isInDoubt: boolean;
}

/**
 * The one module that publishes. Each send carries one batch for one partition, acks -1, idempotent: kafkajs loses
 * acknowledged records when a send spans partitions and a broker stops meanwhile, because its retry leaves out brokers
 * that have answered already, also for partitions that moved to them. Order within a partition is kept.
 *
 * One send at a time goes to a partition, and what calls have for it meanwhile goes with the next one. None goes over a
 * producer whose last send failed: kafkajs takes its sequence number back when an answer is lost, and the brokers would take
 * the next send for a repetition of that one, acknowledge it and drop it.
 *
 * Connects on first use, or beforehand. After a failure the next attempt, in this call or a later one, has a fresh connection.
 * `trustedSilence`: milliseconds, see kept-connection.ts.
 */
export function kafkaPublisher(connect: () => Kafka | Promise<Kafka>, trustedSilence?: number): ReadyPublisher {
  const session = keptConnection(
    () => openSession(connect),
    ({ producer }) => producer.disconnect(),
    trustedSilence === undefined ? {} : { trusted: trustedSilence },
  );
  const repeated = (action: string, use: (current: Session) => Promise<unknown>): Promise<void> =>
    retried(async () => {
      try {
        await session.use(use);
      } catch (error) {
        throw kafkaFailure(error, action);
      }
    }, bounds);
  const append = async (records: readonly OutgoingRecord[]): Promise<readonly number[]> => {
    const offsets: number[] = [];
    if (records.length === 0) return offsets;
    refuseTooLarge(records);
    let open: PartitionBatches[] | undefined;
    let alone = false;
    await repeated(`publish to ${topicsOf(records).join(', ')}`, async (current) => {
      open ??= await plan(records, current.partitions);
      try {
        await sendAll(current, open, { alone, offsets });
      } catch (error) {
        // It may be another call's record that the brokers refuse, or this one's.
        alone = true;
        throw error;
      }
    });
    return offsets;
  };
  return {
    connect: (topics) => repeated(`connect for ${topics.join(', ')}`, ({ partitions }) => partitions.of(topics)),
    append,
    publish: async (records) => void (await append(records)),
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
  return { producer, partitions: topicPartitions(kafka), queues: new Map(), isInDoubt: false };
}

async function plan(records: readonly OutgoingRecord[], partitions: PartitionCounts): Promise<PartitionBatches[]> {
  const counts = await partitions.of(topicsOf(records));
  return planBatches(records, (topic) => counts.get(topic) ?? 1);
}

const topicsOf = (records: readonly OutgoingRecord[]): string[] => [...new Set(records.map(({ topic }) => topic))];

interface Order {
  readonly alone: boolean;
  /** Those of the records that were acknowledged, by their indices. */
  readonly offsets: number[];
}

/** Waits for all partitions also when one fails: nothing of this attempt may still be under way in the next. */
async function sendAll(session: Session, partitions: readonly PartitionBatches[], order: Order): Promise<void> {
  const outcomes = await Promise.allSettled(
    partitions.map((partition) => sendInOrder(queueOf(session, partition), partition, order)),
  );
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

function queueOf(session: Session, { topic, partition }: PartitionBatches): SendQueue {
  const name = `${topic}-${partition}`;
  const queue = session.queues.get(name) ?? sendQueue((batch) => sendOne(session, topic, batch));
  session.queues.set(name, queue);
  return queue;
}

/** Removes each batch that was acknowledged, so that a repetition goes on after it. */
async function sendInOrder(
  queue: SendQueue,
  { batches, indices }: PartitionBatches,
  { alone, offsets }: Order,
): Promise<void> {
  for (let batch = batches[0]; batch !== undefined; batch = batches[0]) {
    const first = await queue.send(batch, { alone });
    for (const [n, index] of indices.splice(0, batch.length).entries()) offsets[index] = first + n;
    batches.shift();
  }
}

/** Resolves to the offset of the first message. */
async function sendOne(session: Session, topic: string, messages: Message[]): Promise<number> {
  if (session.isInDoubt) throw new PlatformError('kafka_unavailable', 'an earlier send over this connection failed');
  try {
    const [appended] = await session.producer.send({ topic, messages, acks: -1, timeout: acknowledgeTimeoutMs });
    return Number(appended?.baseOffset);
  } catch (error) {
    session.isInDoubt = true;
    throw error;
  }
}
