import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clusterArn } from '../../modules/platform/instance/cluster.ts';
import { testInstance, uniqueName } from '../../tests/support/instance.ts';
import { localCluster } from '../../tests/support/local-cluster.ts';
import { until } from '../../tests/support/until.ts';
import { createTopics } from '../kafka/create-topics.ts';
import { mskServer } from '../msk/server.ts';
import { EventSourceProcess } from './fixtures/event-source-process.ts';
import { mayRead, mayReadSettings, ownTopic, type OwnTopic } from './fixtures/own-topic.ts';

const instance = testInstance();
let own: OwnTopic;

beforeEach(async () => {
  own = await ownTopic();
});
afterEach(() => own.remove());

test('a missing stack is waited for; its mapping is picked up, changed, disabled and removed while running', async () => {
  const { stack, topic, group, start, send, received } = own;
  const source = await start(0);
  await until('it says that the stack is missing', async () => (await source.status()).stack.state === 'missing');

  await stack.deploy({ Mapping: { topic, group } });
  await source.polling(3);
  await send(0, ['1']);
  await received(0, 1);

  await stack.deploy({ Mapping: { topic, group, properties: { BatchSize: 1 } } });
  await until('the change is read', () => source.log.includes('mapping stopped'));
  await source.polling(3);
  await send(0, ['2', '3']);
  await received(0, 3);
  expect(stack.events().map(({ event }) => Object.values(event.records).flat().length)).toEqual([1, 1, 1]);

  await stack.deploy({ Mapping: { topic, group, properties: { Enabled: false } } });
  await until('it is disabled', async () => (await source.status()).mappings[0]?.state === 'Disabled');

  await stack.deploy({});
  await until('it is gone', async () => (await source.status()).mappings.length === 0);
});

test('the brokers of an MSK mapping come from the MSK API, and its events name the cluster', async () => {
  const { stack, topic, group, sources, send, received } = own;
  const msk = mskServer(localCluster(instance)).listen(0, '127.0.0.1');
  await once(msk, 'listening');
  const address = msk.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  await stack.deploy({
    Mapping: {
      topic,
      group,
      properties: {
        SelfManagedEventSource: undefined,
        SelfManagedKafkaEventSourceConfig: undefined,
        EventSourceArn: clusterArn,
        AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: group },
        SourceAccessConfigurations: [{ Type: 'CLIENT_CERTIFICATE_TLS_AUTH', URI: { Ref: 'Certificate' } }],
      },
    },
  });
  const source = await EventSourceProcess.start(instance, stack.name, {
    AWS_ENDPOINT_URL_KAFKA: `http://127.0.0.1:${port}`,
  });
  sources.push(source);
  await source.polling(3);
  await send(0, ['1']);
  await received(0, 1);
  msk.close();
  expect(stack.events()[0]?.event).toMatchObject({ eventSource: 'aws:kafka', eventSourceArn: clusterArn });
});

test('a topic that does not exist is told in the status, and polled when it is there', async () => {
  const { stack, group, admin, producer, start, received, values } = own;
  const late = uniqueName('event-source-late');
  const acl = [mayRead(late)];
  await admin.createAcls({ acl });
  await stack.deploy({ Mapping: { topic: late, group } });
  const source = await start(0);
  await until('the status says why', async () => (await source.status()).mappings[0]?.lastError !== null);
  await createTopics(admin, [{ topic: late, numPartitions: 1, replicationFactor: 3 }]);
  await producer.send({ topic: late, messages: [{ value: 'late' }] });
  await received(0, 1);
  expect(values(0)).toEqual(['late']);
  await admin.deleteTopics({ topics: [late] });
  await admin.deleteAcls({ filters: acl });
});

test.each([
  ['on the topic', () => own.rights(), /not authorized/i],
  ['to read the settings of the brokers', () => [mayReadSettings], /settings of the brokers.*authorization failed/i],
])('a certificate without rights %s is told in the status', async (_, rights, reason) => {
  const { stack, topic, group, admin, start } = own;
  await admin.deleteAcls({ filters: rights() });
  await stack.deploy({ Mapping: { topic, group } });
  const source = await start(0);
  const lastError = async () => (await source.status()).mappings[0]?.lastError?.message;
  await until('the status says something', async () => (await lastError()) !== undefined);
  expect(await lastError()).toMatch(reason);
  const [mapping] = (await source.status()).mappings;
  expect(mapping).toMatchObject({
    state: 'Enabled',
    lastProcessingResult: 'PROBLEM: Cluster failed to authorize Lambda',
  });
});
