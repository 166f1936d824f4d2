import type { Kafka } from './library.ts';

/** How many partitions topics have, as far as it is known. */
export interface PartitionCounts {
  of(topics: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

/** Topics seldom grow; a producer that has not noticed yet only spreads its keys over fewer partitions. */
const keepFor = 5 * 60_000;

/** Asks the cluster on first use, when a topic is new, and every few minutes; calls at the same time ask once. */
export function topicPartitions(kafka: Kafka): PartitionCounts {
  let counts = new Map<string, number>();
  let askAgainAt = 0;
  let asking: Promise<void> | undefined;

  async function ask(topics: readonly string[]): Promise<void> {
    try {
      counts = await askCluster(kafka, new Set([...counts.keys(), ...topics]));
      askAgainAt = performance.now() + keepFor;
    } finally {
      asking = undefined;
    }
  }

  return {
    async of(topics) {
      const areKnown = (): boolean => performance.now() < askAgainAt && topics.every((topic) => counts.has(topic));
      if (!areKnown()) await (asking ??= ask(topics));
      // It was another call's question, about other topics.
      if (!areKnown()) await (asking ??= ask(topics));
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
