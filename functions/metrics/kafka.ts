import type { Admin } from '../../modules/kafka/library.ts';
import { mappingGroups, type MappingGroup } from '../../modules/platform/access.ts';
import { committedOffsets, once } from '../../modules/kafka/committed-offsets.ts';
import { recordsBehind } from '../../modules/kafka/lag.ts';
import type { KeptConnection } from '../../modules/kafka/kept-connection.ts';
import { topicNames } from '../../modules/platform/topics.ts';
import type { Reading } from './collect.ts';
import type { Sample } from './samples.ts';

/** Topics whose offsets are read. */
export const measuredTopics = new Set<string>([...mappingGroups.map(({ topic }) => topic), 'dead_letters']);

/** What is read from Kafka: lag group by group, so that a group whose coordinator is gone hides no other. */
export const kafkaReadings = (kafka: KeptConnection<Admin>): readonly Reading[] => [
  { system: 'kafka', what: 'partitions', read: () => kafka.use((admin) => readPartitions(admin)) },
  { system: 'kafka', what: 'dead letters', read: () => kafka.use((admin) => readDeadLetters(admin)) },
  ...mappingGroups.map((group): Reading => ({
    system: 'kafka',
    what: `lag of ${group.group}`,
    read: () => kafka.use((admin) => readLag(admin, group)),
  })),
];

async function readLag(admin: Admin, { group, topic }: MappingGroup): Promise<Sample[]> {
  const [ends, committed] = await Promise.all([
    admin.fetchTopicOffsets(topic),
    committedOffsets(admin, group, topic, once),
  ]);
  const value = recordsBehind(ends, committed);
  return [{ name: 'marketplace_consumer_lag_records', labels: { group, topic }, value }];
}

async function readDeadLetters(admin: Admin): Promise<Sample[]> {
  const ends = await admin.fetchTopicOffsets('dead_letters');
  return [{ name: 'marketplace_dead_letters_waiting', value: recordsBehind(ends, new Map()) }];
}

/** All topics in one question: kafkajs forgets the topics that a question leaves out, while others ask for them. */
async function readPartitions(admin: Admin): Promise<Sample[]> {
  const { underReplicated, offline } = await partitionStates(admin);
  return [
    { name: 'marketplace_under_replicated_partitions', value: underReplicated },
    { name: 'marketplace_offline_partitions', value: offline },
  ];
}

async function partitionStates(admin: Admin): Promise<{ underReplicated: number; offline: number }> {
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: [...topicNames] });
    const partitions = topics.flatMap((metadata) => metadata.partitions);
    return {
      underReplicated: partitions.filter(({ isr, replicas }) => isr.length < replicas.length).length,
      offline: partitions.filter(({ leader }) => leader < 0).length,
    };
  } catch (error) {
    // kafkajs throws away what it learned when one partition has no leader.
    if (error instanceof Error && 'type' in error && error.type === 'LEADER_NOT_AVAILABLE')
      return { underReplicated: 1, offline: 1 };
    throw error;
  }
}
