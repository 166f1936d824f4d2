import kafkajs, { type Admin, type IResourceConfigEntry } from '../../modules/kafka/library.ts';
import { mappingGroups } from '../../modules/platform/access.ts';
import { replicas, topicConfiguration } from '../../modules/platform/topic-configuration.ts';
import { topicNames, topics, type Topic } from '../../modules/platform/topics.ts';
import { committedOffsets, whileBrokersStart } from '../../modules/kafka/committed-offsets.ts';
import { createTopics } from './create-topics.ts';
import { provisionRights } from './rights.ts';

/**
 * Brings topics, their settings and everyone's rights to what is declared; running it again changes nothing. The number of a
 * topic's partitions stays as it is: another one would send a key's next record to another partition than its last.
 */
export async function provisionKafka(admin: Admin): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = topicNames.filter((name) => !existing.has(name));
  if (missing.length > 0)
    await createTopics(
      admin,
      missing.map((name) => topicRequest(name)),
    );
  const present = [...existing].filter(isDeclared);
  if (present.length > 0) await alterSettings(admin, present);
  await provisionRights(admin);
  // The first question has Kafka make its topic of committed offsets; a consumer that joins before that is there fails.
  for (const { group, topic } of mappingGroups) await committedOffsets(admin, group, topic, whileBrokersStart);
}

const isDeclared = (name: string): name is Topic => Object.hasOwn(topics, name);

/** Sets the settings of topics that have others, all at once: Kafka gives those that are not named their defaults. */
async function alterSettings(admin: Admin, names: readonly Topic[]): Promise<void> {
  const { TOPIC } = kafkajs.ConfigResourceTypes;
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: names.map((name) => ({ type: TOPIC, name })),
  });
  const changed = names.filter((name) => {
    const present = resources.find(({ resourceName }) => resourceName === name)?.configEntries ?? [];
    const values = new Map(present.map(({ configName, configValue }) => [configName, configValue]));
    return settingsOf(name).some((entry) => values.get(entry.name) !== entry.value);
  });
  if (changed.length === 0) return;
  await admin.alterConfigs({
    validateOnly: false,
    resources: changed.map((name) => ({ type: TOPIC, name, configEntries: settingsOf(name) })),
  });
}

const topicRequest = (name: Topic) => ({
  topic: name,
  numPartitions: topics[name].partitions,
  replicationFactor: replicas.factor,
  configEntries: settingsOf(name),
});

const settingsOf = (name: Topic): IResourceConfigEntry[] =>
  Object.entries(topicConfiguration(name)).map(([key, value]) => ({ name: key, value }));
