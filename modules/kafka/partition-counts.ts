import type { Kafka } from './library.ts';

/** How many partitions topics have, as far as it is known. */
export interface PartitionCounts {
  of(topics: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

/** Topics seldom grow; a producer that has not noticed yet only spreads its keys over fewer partitions. */
const keepFor = 5 * 60_000;

/** Asks the cluster on first use, when a topic is new, and every few minutes. */
export function topicPartitions(kafka: Kafka): PartitionCounts {
  let counts = new Map<string, number>();
  let askAgainAt = 0;
  return {
    async of(topics) {
      if (performance.now() < askAgainAt && topics.every((topic) => counts.has(topic))) return counts;
      counts = await askCluster(kafka, new Set([...counts.keys(), ...topics]));
      askAgainAt = performance.now() + keepFor;
      return counts;
    },
  };
}

async function askCluster(kafka: Kafka, topics: ReadonlySet<string>): Promise<Map<string, number>> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    const metadata = await admin.fetchTopicMetadata({ topics: [...topics] });
    return new Map(metadata.topics.map(({ name, partitions }) => [name, partitions.length]));
  } finally {
    await admin.disconnect();
  }
}
