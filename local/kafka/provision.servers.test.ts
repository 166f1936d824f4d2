import { expect, test } from 'vitest';
import kafkajs, { type Admin } from '../../modules/kafka/library.ts';
import { topics } from '../../modules/platform/topics.ts';
import { testInstance } from '../../tests/support/instance.ts';
import { aclEntry, Operation, Pattern, Permission, Resource } from './acl.ts';
import { withAdmin } from './client.ts';
import { provisionKafka } from './provision.ts';

const instance = testInstance();
const topic = 'banned_products';

async function settingsOf(admin: Admin): Promise<Record<string, string>> {
  const resource = { type: kafkajs.ConfigResourceTypes.TOPIC, name: topic };
  const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [resource] });
  return Object.fromEntries(
    (resources[0]?.configEntries ?? []).map(({ configName, configValue }) => [configName, configValue]),
  );
}

/** What principals may do to the topic, as Kafka has it. */
async function rightsTo(admin: Admin): Promise<string[]> {
  const { resources } = await admin.describeAcls({
    resourceType: Resource.TOPIC,
    resourceName: topic,
    resourcePatternType: Pattern.LITERAL,
    operation: Operation.ANY,
    permissionType: Permission.ALLOW,
  });
  return resources
    .flatMap(({ acls }) => acls.map(({ principal, operation }) => `${principal} ${operation}`))
    .toSorted();
}

test('a topic whose settings are others than declared gets these, and a right that is not declared goes', async () => {
  await withAdmin(instance, async (admin) => {
    const [settings, rights] = [await settingsOf(admin), await rightsTo(admin)];
    const { WRITE } = Operation;
    await admin.createAcls({
      acl: [aclEntry({ principal: 'shop', resource: Resource.TOPIC, name: topic, operation: WRITE })],
    });
    await admin.alterConfigs({
      validateOnly: false,
      resources: [
        {
          type: kafkajs.ConfigResourceTypes.TOPIC,
          name: topic,
          configEntries: [{ name: 'compression.type', value: 'lz4' }],
        },
      ],
    });
    expect(await rightsTo(admin)).toContain(`User:CN=shop ${WRITE}`);
    const others = { 'compression.type': 'lz4', 'cleanup.policy': 'delete', 'min.compaction.lag.ms': '0' };
    expect(await settingsOf(admin)).toMatchObject(others);
    await provisionKafka(admin);
    expect(await rightsTo(admin)).toEqual(rights);
    expect(await settingsOf(admin)).toEqual(settings);
    expect(settings).toMatchObject({ 'min.compaction.lag.ms': String(topics[topic].compactionLag) });
  });
});

test('a denial stays: it is not of the declaration', async () => {
  const denial = aclEntry({
    principal: 'shop',
    permission: Permission.DENY,
    operation: Operation.READ,
    resource: Resource.TOPIC,
    name: topic,
  });
  await withAdmin(instance, async (admin) => {
    await admin.createAcls({ acl: [denial] });
    await provisionKafka(admin);
    const { filterResponses } = await admin.deleteAcls({ filters: [denial] });
    expect(filterResponses.flatMap(({ matchingAcls }) => matchingAcls)).toHaveLength(1);
  });
});
