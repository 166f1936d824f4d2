import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { headersToSend, type Admin, type Message, type Producer } from '../../modules/kafka/library.ts';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { testInstance, uniqueName } from '../../tests/support/instance.ts';
import { aclEntry, Operation, Resource } from '../kafka/acl.ts';
import { kafkaAs } from '../kafka/client.ts';
import { createTopics } from '../kafka/create-topics.ts';
import { clusterArn } from '../../modules/platform/instance/cluster.ts';
import { localCluster } from '../../tests/support/local-cluster.ts';
import { mskServer } from '../msk/server.ts';
import { EventSourceProcess } from './fixtures/event-source-process.ts';
import { RecordingStack } from './fixtures/recording-stack.ts';
import { headerTexts } from '../../tests/support/records.ts';
import { readTopic } from '../../tests/support/topics.ts';
import { until } from '../../tests/support/until.ts';

const instance = testInstance();

/** Whose certificate the mappings have; it gets rights on the test's own topic and group for as long as the test runs. */
const principal = 'shop';
/** Whose takes its place when it is replaced. */
const successor = 'index';

let admin: Admin;
let producer: Producer;
let stack: RecordingStack;
let topic: string;
let group: string;
let sources: EventSourceProcess[];

beforeEach(async () => {
  // New clients for every test: a client that knows a deleted topic can read no metadata any more.
  const kafka = kafkaAs(instance, 'admin');
  admin = kafka.admin();
  producer = kafka.producer();
  await Promise.all([admin.connect(), producer.connect()]);
  topic = uniqueName('event-source');
  group = uniqueName('event-source-group');
  sources = [];
  stack = new RecordingStack(instance, uniqueName('event-source'), principal);
  await createTopics(admin, [
    {
      topic,
      numPartitions: 3,
      replicationFactor: 3,
      configEntries: [{ name: 'max.message.bytes', value: String(8 * 1024 * 1024) }],
    },
  ]);
  await admin.createAcls({ acl: rights() });
});

afterEach(async () => {
  await Promise.all(sources.map((source) => source.end('SIGKILL')));
  await stack.delete();
  await admin.deleteAcls({ filters: [...rights(), ...rights(successor)] });
  await admin.deleteTopics({ topics: [topic] });
  await Promise.all([admin.disconnect(), producer.disconnect()]);
});

const mayRead = (name: string, who = principal) =>
  aclEntry({ principal: who, resource: Resource.TOPIC, name, operation: Operation.READ });

const rights = (who = principal) => [
  mayRead(topic, who),
  aclEntry({ principal: who, resource: Resource.GROUP, name: group, operation: Operation.READ }),
];

/** Who runs the function: what it sees and what follows must not differ. */
const ways = [
  ['through the engine', []],
  ['in process', ['--invoke', 'in-process']],
] as const;

const base64 = (text: string): string => Buffer.from(text).toString('base64');

async function start(partitions = 3, flags: readonly string[] = []): Promise<EventSourceProcess> {
  const source = await EventSourceProcess.start(instance, stack.name, {}, flags);
  sources.push(source);
  if (partitions > 0) await source.polling(partitions);
  return source;
}

const send = (partition: number, values: readonly string[]) =>
  producer.send({ topic, messages: values.map((value) => ({ partition, key: `p${partition}`, value })) });

/** Values "first" to "first + count - 1" for a partition. */
const numbers = (count: number, first = 0): string[] => Array.from({ length: count }, (_, index) => `${first + index}`);

/** Values that the function got of a partition, in the order of delivery, redeliveries included. */
const values = (partition: number): string[] =>
  stack
    .delivered()
    .filter((record) => record.partition === partition)
    .map(({ value }) => Buffer.from(value ?? '', 'base64').toString());

/** The same without redeliveries: each value where it came first. */
const firstValues = (partition: number): string[] => [...new Set(values(partition))];

const received = (partition: number, count: number) =>
  until(`${count} records of partition ${partition}`, () => firstValues(partition).length >= count);

async function committed(): Promise<number[]> {
  const [offsets] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
  return (offsets?.partitions ?? []).toSorted((a, b) => a.partition - b.partition).map(({ offset }) => Number(offset));
}

describe('events', () => {
  test.each(ways)('%s an event is what AWS sends, with tombstones, missing keys and header bytes', async (_, flags) => {
    await stack.deploy({ Mapping: { topic, group } });
    await start(3, flags);
    const repeated = headersToSend([
      { name: 'twice', value: 'a' },
      { name: 'none', value: null },
      { name: 'twice', value: 'b' },
    ]);
    const messages: Message[] = [
      {
        key: 'ключ',
        value: 'значение',
        timestamp: '1700000000000',
        headers: headersToSend([
          { name: 'version', value: '42' },
          { name: 'bytes', value: Buffer.from([0, 127, 128, 255]) },
        ]),
      },
      { key: 'gone', value: null, timestamp: '1700000000001' },
      { value: '', timestamp: '1700000000002', headers: repeated },
    ];
    await producer.send({ topic, messages: messages.map((message) => ({ ...message, partition: 1 })) });
    await until('three records', () => stack.delivered().length === 3);

    const [first, ...others] = stack.events();
    expect(first?.event).toMatchObject({
      eventSource: 'SelfManagedKafka',
      bootstrapServers: [instance.ports.broker1, instance.ports.broker2, instance.ports.broker3]
        .map((port) => `localhost:${port}`)
        .join(','),
    });
    expect(others).toEqual([]);
    const place = { topic, partition: 1, timestampType: 'CREATE_TIME' };
    expect(first?.event.records).toEqual({
      [`${topic}-1`]: [
        {
          ...place,
          offset: 0,
          timestamp: 1_700_000_000_000,
          key: base64('ключ'),
          value: base64('значение'),
          headers: [{ version: [52, 50] }, { bytes: [0, 127, -128, -1] }],
        },
        { ...place, offset: 1, timestamp: 1_700_000_000_001, key: base64('gone'), headers: [] },
        {
          ...place,
          offset: 2,
          timestamp: 1_700_000_000_002,
          value: '',
          headers: [{ twice: [97] }, { none: null }, { twice: [98] }],
        },
      ],
    });
  });

  test('an event has at most BatchSize records, and a full one does not wait for its window', async () => {
    await stack.deploy({ Mapping: { topic, group, properties: { BatchSize: 40, MaximumBatchingWindowInSeconds: 4 } } });
    await start();
    const startedAt = Date.now();
    await send(0, numbers(100));
    await received(0, 100);

    const events = stack
      .events()
      .map(({ at, event }) => ({ after: at - startedAt, records: Object.values(event.records).flat().length }));
    expect(events.map(({ records }) => records)).toEqual([40, 40, 20]);
    const [first, second, last] = events.map(({ after }) => after);
    // Of a window only its end is known: the full ones go one behind the other, the last waits for it.
    expect((second ?? NaN) - (first ?? NaN)).toBeLessThan(2_000);
    expect((last ?? NaN) - (second ?? NaN)).toBeLessThan(4_500);
  });

  test('a record of 1 MiB passes, and six of 2 MiB are split at the 6 MB that an event may have', async () => {
    await stack.deploy({ Mapping: { topic, group } });
    await start();
    const large = Array.from({ length: 6 }, (_, index) => `${index}`.repeat(2 * 1024 * 1024));
    await send(0, ['x'.repeat(1024 * 1024)]);
    for (const value of large) await send(1, [value]);
    await until('seven records', () => stack.delivered().length === 7);

    const sizes = stack.events().map(({ event }) => JSON.stringify(event).length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(6 * 1024 * 1024);
    expect(values(1)).toEqual(large);
  });

  test('a record that no event can carry is skipped with an error, and the ones behind it are delivered', async () => {
    await stack.deploy({ Mapping: { topic, group } });
    const source = await start();
    await send(0, ['before', 'x'.repeat(5 * 1024 * 1024), 'after']);
    await received(0, 2);

    expect(values(0)).toEqual(['before', 'after']);
    await until('all is committed', async () => (await committed())[0] === 3);
    const [mapping] = (await source.status()).mappings;
    expect(mapping).toMatchObject({
      records: 2,
      skipped: 1,
      lastError: { message: expect.stringContaining('larger than an event') },
    });
  });
});

test("the mapping's on-failure topic says what a record was that no event can carry", async () => {
  const failed = `${topic}-failed`;
  const mayWrite = aclEntry({ principal, resource: Resource.TOPIC, name: failed, operation: Operation.WRITE });
  await createTopics(admin, [{ topic: failed, numPartitions: 1, replicationFactor: 3 }]);
  await admin.createAcls({ acl: [mayWrite] });
  onTestFinished(async () => {
    const after = kafkaAs(instance, 'admin').admin();
    await after.deleteAcls({ filters: [mayWrite] });
    await after.deleteTopics({ topics: [failed] });
    await after.disconnect();
  });
  const properties = { DestinationConfig: { OnFailure: { Destination: `kafka://${failed}` } } };
  await stack.deploy({ Mapping: { topic, group, properties } });
  const source = await start();
  const large = 'x'.repeat(5 * 1024 * 1024);
  await send(0, ['before', large, 'after']);
  await received(0, 2);

  expect(values(0)).toEqual(['before', 'after']);
  const [told, ...more] = await readTopic(instance, failed);
  expect(more).toEqual([]);
  expect({ key: String(told?.key), value: String(told?.value) }).toEqual({ key: 'p0', value: large.slice(0, 1_024) });
  expect(headerTexts(told ?? {})).toMatchObject({
    topic,
    partition: '0',
    offset: '1',
    error_code: 'record_too_large',
    value_bytes: String(large.length),
    value_sha256: createHash('sha256').update(large).digest('hex'),
  });
  const [mapping] = (await source.status()).mappings;
  expect(mapping).toMatchObject({ skipped: 1, notApplied: [] });
});

describe('failures', () => {
  test.each(ways)(
    '%s a failing function gets its batch again in order, and other partitions go on',
    async (_, flags) => {
      await stack.deploy({
        Mapping: { topic, group, properties: { BatchSize: 10, MaximumBatchingWindowInSeconds: 0 } },
      });
      const source = await start(3, flags);
      stack.fail(0, 4);
      await send(0, numbers(50));
      await send(1, numbers(50));
      await received(1, 50);
      expect(values(0)).toEqual([]);
      expect((await committed())[0]).toBe(0);

      await received(0, 50);
      expect(values(0)).toEqual(numbers(50));
      expect(values(1)).toEqual(numbers(50));
      await until('all is committed', async () => (await committed())[0] === 50);
      const [mapping] = (await source.status()).mappings;
      expect(mapping).toMatchObject({
        records: 100,
        retries: 4,
        state: 'Enabled',
        lastProcessingResult: 'OK',
        poller: 'polling',
        lastError: { message: expect.stringContaining('told to fail') },
      });
      expect(await source.metrics()).toMatch(/event_source_errors_total\{[^}]*outcome="function_failed"\} 4/);
    },
  );

  test('a partition whose batch always fails commits nothing and stops no other', async () => {
    await stack.deploy({ Mapping: { topic, group, properties: { BatchSize: 5 } } });
    await start();
    stack.fail(0, 1_000);
    await send(0, numbers(20));
    for (let round = 0; round < 3; round += 1) {
      await send(1, numbers(20, round * 20));
      await send(2, numbers(20, round * 20));
      await received(1, 20 * (round + 1));
      await received(2, 20 * (round + 1));
    }
    expect(values(0)).toEqual([]);
    await until('the others are committed', async () => (await committed()).join() === '0,60,60');
  });

  test('a function that hangs beyond the stop leaves its batch uncommitted, and the next event source delivers it', async () => {
    await stack.deploy({ Mapping: { topic, group, properties: { BatchSize: 10, MaximumBatchingWindowInSeconds: 0 } } });
    const source = await start();
    await send(0, numbers(30));
    await received(0, 30);
    await until('they are committed', async () => (await committed())[0] === 30);
    stack.delay(15_000);
    await send(0, numbers(30, 30));
    await until('the batch is in flight', async () => (await source.status()).mappings[0]?.inFlight === 10);

    expect(await source.end('SIGTERM')).toBeLessThan(8_000);
    expect((await committed())[0]).toBe(30);
    stack.delay(0);
    await start();
    await received(0, 60);
    expect(firstValues(0)).toEqual(numbers(60));
  });

  test.each(ways)(
    '%s a batch in flight at SIGTERM is finished and committed, and none after it begins',
    async (_, flags) => {
      await stack.deploy({
        Mapping: { topic, group, properties: { BatchSize: 10, MaximumBatchingWindowInSeconds: 0 } },
      });
      const source = await start(3, flags);
      stack.delay(1_500);
      await send(0, numbers(30));
      await until('a batch is in flight', async () => (await source.status()).mappings[0]?.inFlight === 10);

      expect(await source.end('SIGTERM')).toBeLessThan(5_000);
      expect(values(0)).toEqual(numbers(10));
      expect((await committed())[0]).toBe(10);
    },
  );

  test.each(ways)('%s kill -9 loses nothing', async (_, flags) => {
    await stack.deploy({ Mapping: { topic, group, properties: { BatchSize: 20, MaximumBatchingWindowInSeconds: 0 } } });
    const source = await start(3, flags);
    stack.delay(50);
    await Promise.all([0, 1, 2].map((partition) => send(partition, numbers(400))));
    await received(0, 100);
    await source.end('SIGKILL');
    await start(3, flags);
    for (const partition of [0, 1, 2]) {
      await received(partition, 400);
      expect(firstValues(partition)).toEqual(numbers(400));
    }
    await until('all is committed', async () => (await committed()).join() === '400,400,400');
  });
});

test('a certificate that is refused from one moment on is replaced without a restart, and nothing is lost', async () => {
  await stack.deploy({ Mapping: { topic, group, properties: { BatchSize: 10, MaximumBatchingWindowInSeconds: 0 } } });
  const source = await start();
  await send(0, numbers(50));
  await received(0, 50);

  await admin.createAcls({ acl: rights(successor) });
  await admin.deleteAcls({ filters: rights() });
  await send(0, numbers(50, 50));
  const told = async () => (await source.status()).mappings[0]?.lastError?.message ?? '';
  await until('the refusal is told', async () => /not authorized/i.test(await told()));

  await stack.replaceCertificate(successor);
  await send(0, numbers(50, 100));
  await received(0, 150);
  expect(firstValues(0)).toEqual(numbers(150));
  await until('all is committed', async () => (await committed())[0] === 150);
  expect(source.running).toBe(true);
});

describe('groups', () => {
  test('two event sources share the partitions of a mapping, and one takes over when the other ends', async () => {
    await stack.deploy({ Mapping: { topic, group, properties: { BatchSize: 20, MaximumBatchingWindowInSeconds: 0 } } });
    const first = await start();
    stack.delay(20);
    const sending = (async () => {
      for (let round = 0; round < 20; round += 1)
        for (const partition of [0, 1, 2]) await send(partition, numbers(20, round * 20));
    })();
    const second = await start(0);
    await until('both have partitions', async () => {
      const [a, b] = await Promise.all([first.status(), second.status()]);
      const counts = [a, b].map(({ mappings }) => mappings[0]?.partitions.length ?? 0);
      return counts[0] !== 0 && counts[1] !== 0 && (counts[0] ?? 0) + (counts[1] ?? 0) === 3;
    });
    await first.end('SIGTERM');
    await second.polling(3);
    await sending;
    for (const partition of [0, 1, 2]) {
      await received(partition, 400);
      expect(firstValues(partition)).toEqual(numbers(400));
    }
  });

  test('LATEST begins with what is sent after the mapping is there, and loses nothing of it when it fails at first', async () => {
    await send(0, ['old']);
    await stack.deploy({ Mapping: { topic, group, properties: { StartingPosition: 'LATEST' } } });
    const source = await start();
    await until('the position is committed', async () => (await committed())[0] === 1);
    stack.fail(0, 1_000);
    await send(0, ['new']);
    await until('it was tried', () => stack.events().length > 0);
    await source.end('SIGKILL');
    stack.fail(0, 0);
    await start();
    await received(0, 1);
    expect(values(0)).toEqual(['new']);
  });

  test('AT_TIMESTAMP begins with the first record that is not older', async () => {
    const at = 1_700_000_000_000;
    const messages = [-2_000, 0, 1_000].map((shift) => ({
      partition: 0,
      value: `${shift}`,
      timestamp: `${at + shift}`,
    }));
    for (const message of messages) await producer.send({ topic, messages: [message] });
    await stack.deploy({
      Mapping: {
        topic,
        group,
        properties: { StartingPosition: 'AT_TIMESTAMP', StartingPositionTimestamp: at / 1_000 },
      },
    });
    await start();
    await received(0, 2);
    expect(values(0)).toEqual(['0', '1000']);
  });
});

describe('mappings', () => {
  test('a missing stack is waited for; its mapping is picked up, changed, disabled and removed while running', async () => {
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

  test('a certificate without rights on the topic is told in the status', async () => {
    await admin.deleteAcls({ filters: rights() });
    await stack.deploy({ Mapping: { topic, group } });
    const source = await start(0);
    const lastError = async () => (await source.status()).mappings[0]?.lastError?.message;
    await until('the status says something', async () => (await lastError()) !== undefined);
    expect(await lastError()).toMatch(/not authorized/i);
    const [mapping] = (await source.status()).mappings;
    expect(mapping).toMatchObject({
      state: 'Enabled',
      lastProcessingResult: 'PROBLEM: Cluster failed to authorize Lambda',
    });
  });
});
