import { topics, type Topic, type TopicSettings } from './topics.ts';

/** Copies of each partition, and how many of them must have a record before it is acknowledged. */
export const replicas = { factor: 3, inSync: 2 } as const;

/** A topic's settings in Kafka's own names: https://kafka.apache.org/documentation/#topicconfigs */
export function topicConfiguration(name: Topic): Readonly<Record<string, string>> {
  const { cleanup, compression, maxMessageBytes, tombstoneRetention, compactionLag, retention }: TopicSettings =
    topics[name];
  return {
    'cleanup.policy': cleanup,
    'compression.type': compression,
    'min.insync.replicas': String(replicas.inSync),
    'max.message.bytes': String(maxMessageBytes),
    ...(tombstoneRetention !== undefined && { 'delete.retention.ms': String(tombstoneRetention) }),
    ...(compactionLag !== undefined && { 'min.compaction.lag.ms': String(compactionLag) }),
    ...(retention !== undefined && { 'retention.ms': String(retention) }),
  };
}
