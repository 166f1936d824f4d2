import type { Admin } from './library.ts';
import { kafkaFailure } from './failure.ts';
import { retried, type RetryBounds } from '../retry/retry.ts';

/** The next offset of each partition that a group has committed one for. */
export type CommittedOffsets = ReadonlyMap<number, number>;

/** kafkajs does not repeat this question itself while a group moves to another coordinator, or its coordinator starts. */
const whileCoordinatorsMove: RetryBounds = {
  attempts: 8,
  deadlineMs: 8_000,
  isPassing: (error) => kafkaFailure(error, 'read offsets').code === 'kafka_unavailable',
};

/** New brokers first make their topic of committed offsets; on a busy machine that takes long. */
export const whileBrokersStart: RetryBounds = { ...whileCoordinatorsMove, attempts: 60, deadlineMs: 90_000 };

/** For those who ask again soon anyway. */
export const once: RetryBounds = { ...whileCoordinatorsMove, attempts: 1 };

/** What a group has committed of a topic. Throws what kafkajs throws when its bounds are over. */
export async function committedOffsets(
  admin: Admin,
  group: string,
  topic: string,
  bounds: RetryBounds = whileCoordinatorsMove,
): Promise<CommittedOffsets> {
  const byTopic = await retried(() => fetchCommitted(admin, group, [topic]), bounds);
  return byTopic.get(topic) ?? new Map();
}

/** What a group has committed of every topic that it has committed anything of. Asks once; throws what kafkajs throws. */
export async function committedOffsetsByTopic(
  admin: Admin,
  group: string,
): Promise<ReadonlyMap<string, CommittedOffsets>> {
  const byTopic = await fetchCommitted(admin, group, []);
  return new Map([...byTopic].filter(([, offsets]) => offsets.size > 0));
}

/** Without topics: all. Kafka says -1 of a partition without a commit. */
async function fetchCommitted(
  admin: Admin,
  groupId: string,
  topics: string[],
): Promise<ReadonlyMap<string, CommittedOffsets>> {
  const answer = await admin.fetchOffsets({ groupId, topics });
  return new Map(
    answer.map(({ topic, partitions }) => {
      const offsets = partitions.map(({ partition, offset }) => [partition, Number(offset)] as const);
      return [topic, new Map(offsets.filter(([, offset]) => offset >= 0))];
    }),
  );
}
