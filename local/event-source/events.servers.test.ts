import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { headersToSend, type Message } from '../../modules/kafka/library.ts';
import { testInstance } from '../../tests/support/instance.ts';
import { headerTexts } from '../../tests/support/records.ts';
import { readTopic } from '../kafka/read-topic.ts';
import { until } from '../../tests/support/until.ts';
import { aclEntry, Operation, Resource } from '../kafka/acl.ts';
import { kafkaAs } from '../kafka/client.ts';
import { createTopics } from '../kafka/create-topics.ts';
import { numbers, ownTopic, principal, type OwnTopic, ways } from './fixtures/own-topic.ts';

const instance = testInstance();
let own: OwnTopic;

beforeEach(async () => {
  own = await ownTopic();
});
afterEach(() => own.remove());

const base64 = (text: string): string => Buffer.from(text).toString('base64');

test.each(ways)('%s an event is what AWS sends, with tombstones, missing keys and header bytes', async (_, flags) => {
  const { stack, topic, group, producer, start } = own;
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
  const { stack, topic, group, start, send, received } = own;
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
  const { stack, topic, group, start, send, values } = own;
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
  const { stack, topic, group, start, send, received, values, committed } = own;
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

test("the mapping's on-failure topic says what a record was that no event can carry", async () => {
  const { stack, topic, group, admin, start, send, received, values } = own;
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
