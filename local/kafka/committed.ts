import type { Admin } from '../../modules/kafka/library.ts';
import { kafkaFailure } from '../../modules/kafka/failure.ts';
import { retried, type RetryBounds } from '../../modules/retry/retry.ts';

/** kafkajs does not repeat this question itself while a group moves to another coordinator, or its coordinator starts. */
const whileCoordinatorsMove: RetryBounds = {
  attempts: 8,
  deadlineMs: 8_000,
  isPassing: (error) => kafkaFailure(error, 'read offsets').code === 'kafka_unavailable',
};

/** New brokers first make their topic of committed offsets; on a busy machine that takes long. */
export const whileBrokersStart: RetryBounds = { ...whileCoordinatorsMove, attempts: 60, deadlineMs: 90_000 };

/** The next offset of each partition that a group has committed; partitions without one are left out. */
export async function committedOffsets(
  admin: Admin,
  group: string,
  topic: string,
  bounds: RetryBounds = whileCoordinatorsMove,
): Promise<ReadonlyMap<number, number>> {
  const question = { groupId: group, topics: [topic] };
  const [answer] = await retried(() => admin.fetchOffsets(question), bounds);
  const committed = (answer?.partitions ?? []).map(({ partition, offset }) => [partition, Number(offset)] as const);
  return new Map(committed.filter(([, offset]) => offset >= 0));
}
