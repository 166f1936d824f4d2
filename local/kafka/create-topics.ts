import type { Admin, ITopicConfig } from '../../modules/kafka/library.ts';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { retried } from '../../modules/retry/retry.ts';

const createTimeoutMs = 20_000;
const knownTimeoutMs = 30_000;

/**
 * Creates topics and waits until the brokers tell a leader for each partition. kafkajs's own wait gives up at once when
 * the broker that it asks has not heard of the new topic yet, which happens on a busy machine.
 */
export async function createTopics(admin: Admin, requests: ITopicConfig[]): Promise<void> {
  await admin.createTopics({ topics: requests, waitForLeaders: false, timeout: createTimeoutMs });
  const names = requests.map(({ topic }) => topic);
  await retried(async () => requireLeaders(admin, names), {
    attempts: 100,
    deadlineMs: knownTimeoutMs,
    isPassing: () => true,
  });
}

async function requireLeaders(admin: Admin, names: string[]): Promise<void> {
  const { topics } = await admin.fetchTopicMetadata({ topics: names });
  const without = topics.filter(
    ({ partitions }) => partitions.length === 0 || partitions.some(({ leader }) => leader < 0),
  );
  if (without.length > 0)
    throw new PlatformError(
      'kafka_unavailable',
      `no leader yet for partitions of ${without.map(({ name }) => name).join(', ')}`,
    );
}
