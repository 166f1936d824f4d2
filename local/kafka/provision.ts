import type { AclEntry, AclOperationTypes, AclResourceTypes, Admin } from '../../modules/kafka/library.ts';
import { mappingGroups, principals, type Rights } from '../../modules/platform/access.ts';
import { topicNames, topics, type Topic, type TopicSettings } from '../../modules/platform/topics.ts';
import { aclEntry, Operation, Pattern, Resource } from './acl.ts';
import { committedOffsets, whileBrokersStart } from '../../modules/kafka/committed-offsets.ts';
import { createTopics } from './create-topics.ts';

const replicationFactor = 3;
const minInSyncReplicas = 2;

/** Creates what is missing of the declared topics and ACLs; running it again changes nothing. */
export async function provisionKafka(admin: Admin): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = topicNames.filter((name) => !existing.has(name));
  if (missing.length > 0)
    await createTopics(
      admin,
      missing.map((name) => topicRequest(name)),
    );
  await admin.createAcls({ acl: Object.entries(principals).flatMap(([name, rights]) => aclsOf(name, rights)) });
  // The first question has Kafka make its topic of committed offsets; a consumer that joins before that is there fails.
  for (const { group, topic } of mappingGroups) await committedOffsets(admin, group, topic, whileBrokersStart);
}

function topicRequest(name: Topic) {
  const settings: TopicSettings = topics[name];
  const configEntries = [
    { name: 'cleanup.policy', value: settings.cleanup },
    { name: 'compression.type', value: settings.compression },
    { name: 'min.insync.replicas', value: String(minInSyncReplicas) },
    { name: 'max.message.bytes', value: String(settings.maxMessageBytes) },
  ];
  if (settings.retention !== undefined) configEntries.push({ name: 'retention.ms', value: String(settings.retention) });
  return { topic: name, numPartitions: settings.partitions, replicationFactor, configEntries };
}

/** The ACLs that give a principal exactly its rights. Write implies idempotent write since Kafka 3.0 (KIP-679). */
function aclsOf(principal: string, rights: Rights): AclEntry[] {
  const allow = (resource: AclResourceTypes, name: string, operation: AclOperationTypes): AclEntry =>
    aclEntry({ principal, resource, name, operation });
  const { TOPIC, GROUP } = Resource;
  const { DESCRIBE, READ, WRITE } = Operation;
  return [
    ...(rights.reads ?? []).map((topic) => allow(TOPIC, topic, READ)),
    ...(rights.writes ?? []).map((topic) => allow(TOPIC, topic, WRITE)),
    ...(rights.describes ?? []).map((topic) => allow(TOPIC, topic, DESCRIBE)),
    ...(rights.groups ?? []).map((group) => allow(GROUP, group, READ)),
    ...(rights.groupPrefixes ?? []).map((name) =>
      aclEntry({ principal, resource: GROUP, name, operation: READ, pattern: Pattern.PREFIXED }),
    ),
    ...(rights.describedGroups ?? []).map((group) => allow(GROUP, group, DESCRIBE)),
  ];
}
