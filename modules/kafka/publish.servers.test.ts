import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { connect } from 'node:tls';
import kafkajs, { type ISocketFactory } from './library.ts';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { certificateFiles } from '../../local/instance/instance.ts';
import { bootstrapServers } from '../platform/instance/hosts.ts';
import { kafkaAs } from '../../local/kafka/client.ts';
import { createTopics } from '../../local/kafka/create-topics.ts';
import { mutedSockets } from '../../tests/support/muted-sockets.ts';
import { testInstance, uniqueName } from '../../tests/support/instance.ts';
import { headerTexts, someHeaders } from '../../tests/support/records.ts';
import { readTopic } from '../../local/kafka/read-topic.ts';
import { administrator } from '../platform/access.ts';
import { namedHeaders } from './headers.ts';
import { kafkaPublisher } from './publish.ts';
import type { OutgoingRecord } from './record.ts';

const instance = testInstance();
const topic = uniqueName('publish');
const admin = kafkaAs(instance, administrator).admin();

beforeAll(async () => {
  await admin.connect();
  await createTopics(admin, [{ topic, numPartitions: 6, replicationFactor: 3 }]);
});

afterAll(async () => {
  await admin.deleteTopics({ topics: [topic] });
  await admin.disconnect();
});

function publisherAs(principal: string) {
  const publisher = kafkaPublisher(() => kafkaAs(instance, principal, { retry: { retries: 1 } }));
  onTestFinished(() => publisher.close());
  return publisher;
}

const changes = (prefix: string, ids: number, count: number): OutgoingRecord[] =>
  Array.from({ length: count }, (_, n) => ({ topic, key: `${prefix}-${n % ids}`, value: String(n) }));

test('every acknowledged record is there, and the records of a key stand in their order in one partition', async () => {
  const prefix = uniqueName('order');
  const publisher = publisherAs(administrator);
  const records = changes(prefix, 100, 5_000);
  await publisher.publish(records.slice(0, 3_000));
  await publisher.publish(records.slice(3_000));

  const byKey = Map.groupBy(await readTopic(instance, topic), ({ key }) => String(key));
  const ours = [...byKey].filter(([key]) => key.startsWith(prefix));
  expect(ours).toHaveLength(100);
  for (const [key, found] of ours) {
    expect(new Set(found.map(({ partition }) => partition)).size).toBe(1);
    expect(found.map(({ value }) => String(value))).toEqual(
      records.filter((record) => record.key === key).map(({ value }) => value),
    );
  }
});

test('what is connected beforehand is what the first record goes over', async () => {
  let opened = 0;
  const publisher = kafkaPublisher(() => {
    opened += 1;
    return kafkaAs(instance, administrator);
  });
  onTestFinished(() => publisher.close());
  await publisher.connect([topic]);
  expect(opened).toBe(1);
  const key = uniqueName('ready');
  await publisher.publish([{ topic, key, value: '1' }]);
  expect(opened).toBe(1);
  expect((await readTopic(instance, topic)).map((record) => String(record.key))).toContain(key);
});

test('calls that run at the same time do not lose or repeat records', async () => {
  const prefix = uniqueName('parallel');
  const publisher = publisherAs(administrator);
  await Promise.all(Array.from({ length: 10 }, (_, call) => publisher.publish(changes(`${prefix}-${call}`, 200, 200))));
  const found = (await readTopic(instance, topic)).filter(({ key }) => String(key).startsWith(prefix));
  expect(found).toHaveLength(2_000);
  expect(new Set(found.map(({ key }) => String(key))).size).toBe(2_000);
});

test('who appends learns where each record stands, also of calls that went out together', async () => {
  const prefix = uniqueName('offsets');
  const publisher = publisherAs(administrator);
  const calls = Array.from({ length: 10 }, (_, call) => changes(`${prefix}-${call}`, 150, 200));
  const offsets = await Promise.all(calls.map((records) => publisher.append(records)));
  const said = calls.flatMap((records, call) =>
    records.map(({ key, value }, n) => `${String(key)} ${String(value)} at ${String(offsets[call]?.[n])}`),
  );
  const found = (await readTopic(instance, topic)).filter(({ key }) => String(key).startsWith(prefix));
  expect(said.toSorted()).toEqual(
    found.map(({ key, value, offset }) => `${String(key)} ${String(value)} at ${offset}`).toSorted(),
  );
});

test('bytes, headers and missing keys and values arrive as they were given', async () => {
  const mark = uniqueName('bytes');
  const bytes = Buffer.from([0, 255, 128, 10]);
  const headers = [
    ...namedHeaders({ mark, 2: 'two', 1: 'one', mark_again: mark }),
    ...someHeaders({ raw: bytes, none: null, constructor: '' }),
    ...namedHeaders({ mark }),
  ];
  await publisherAs(administrator).publish([
    { topic, key: bytes, value: bytes, headers },
    { topic, key: null, value: 'без ключа', headers },
    { topic, key: 'tombstone', value: null, headers },
  ]);
  const found = (await readTopic(instance, topic)).filter((record) => headerTexts(record)['mark'] === mark);
  expect(found).toHaveLength(3);
  for (const record of found)
    expect(record.headers).toEqual(headers.map(({ name, value }) => ({ name, value: value && Buffer.from(value) })));
  const values = new Map(found.map(({ key, value }) => [key?.toString('hex') ?? null, value?.toString('hex') ?? null]));
  expect(values.get(bytes.toString('hex'))).toBe(bytes.toString('hex'));
  expect(values.get(null)).toBe(Buffer.from('без ключа').toString('hex'));
  expect(values.get(Buffer.from('tombstone').toString('hex'))).toBeNull();
});

test('more bytes than a batch may have go out in several batches', async () => {
  const prefix = uniqueName('large');
  const value = 'x'.repeat(300_000);
  const records = Array.from({ length: 12 }, (_, n) => ({
    topic,
    key: prefix,
    value,
    headers: namedHeaders({ n: String(n) }),
  }));
  await publisherAs(administrator).publish(records);
  const found = (await readTopic(instance, topic)).filter(({ key }) => String(key) === prefix);
  expect(found.map((record) => Number(headerTexts(record)['n']))).toEqual(records.map((_, n) => n));
});

test.each([
  ['shop', 'products'],
  ['moderator', 'banned_products'],
])('a record of 2 MiB is refused by name when %s sends it to %s', async (principal, declared) => {
  const key = uniqueName('huge');
  const value = Buffer.alloc(2 * 1024 * 1024, 'x');
  await expect(publisherAs(principal).publish([{ topic: declared, key, value }])).rejects.toMatchObject({
    code: 'kafka_record_too_large',
    message: expect.stringContaining(`"${key}"`),
  });
});

test('nothing of a batch with a record that is too large is sent', async () => {
  const key = uniqueName('beside');
  const records = [key, `${key}-huge`].map((id, n) => ({
    topic: 'banned_products',
    key: id,
    value: n === 0 ? null : Buffer.alloc(2 * 1024 * 1024),
  }));
  await expect(publisherAs('moderator').publish(records)).rejects.toMatchObject({ code: 'kafka_record_too_large' });
  expect((await readTopic(instance, 'banned_products')).map((record) => String(record.key))).not.toContain(key);
});

test('a record that only the broker knows to be too large is refused with the same code', async () => {
  const publishing = publisherAs(administrator).publish([{ topic, key: 'a', value: Buffer.alloc(1_100_000, 'x') }]);
  await expect(publishing).rejects.toMatchObject({ code: 'kafka_record_too_large' });
});

test.each([
  ['the certificate of one who only reads', 'index', 'filtered_products'],
  ["another function's certificate", 'search', 'filtered_products'],
  ["a shop's certificate", 'shop', 'banned_products'],
])('%s is refused, at once', async (_, principal, forbidden) => {
  const publishing = publisherAs(principal).publish([{ topic: forbidden, key: 'a', value: 'b' }]);
  await expect(publishing).rejects.toMatchObject({ code: 'kafka_refused' });
});

test('after a refusal the same publisher still does what it may', async () => {
  const publisher = publisherAs(administrator);
  await publisher.publish([{ topic, key: 'before', value: '' }]);
  const tooLarge = publisher.publish([{ topic, key: 'a', value: Buffer.alloc(1_100_000, 'x') }]);
  await expect(tooLarge).rejects.toMatchObject({ code: 'kafka_record_too_large' });
  const key = uniqueName('after');
  await publisher.publish([{ topic, key, value: '' }]);
  expect((await readTopic(instance, topic)).map((record) => String(record.key))).toContain(key);
});

test('of two calls that overlap none is acknowledged without being there, also when an answer gets lost', async () => {
  const sockets = mutedSockets();
  const publisher = kafkaPublisher(() =>
    kafkaAs(instance, administrator, { socketFactory: sockets.factory, requestTimeout: 2_000 }),
  );
  onTestFinished(() => publisher.close());
  const key = uniqueName('overlap');
  await publisher.publish([{ topic, key, value: 'before' }]);
  sockets.loseAnswerTo(`${key}-one`);
  const values = ['one', 'two', 'three'].map((value) => `${key}-${value}`);
  const published = await Promise.allSettled(values.map((value) => publisher.publish([{ topic, key, value }])));
  expect(published.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
  expect(sockets.lost()).toBeGreaterThan(0);
  const found = (await readTopic(instance, topic)).filter((record) => String(record.key) === key);
  expect([...new Set(found.map(({ value }) => String(value)))]).toEqual(['before', ...values]);
}, 60_000);

test.each([
  ['with a reset', new Error('read ECONNRESET'), undefined],
  ['in silence, and it has been silent for long', undefined, -1],
])(
  'a connection that is lost between two calls %s is made again',
  async (_, error, trustedSilence) => {
    const sockets: Socket[] = [];
    const remembering: ISocketFactory = ({ host, port, ssl, onConnect }) => {
      const socket = connect({ host, port, servername: host, ...ssl }, onConnect);
      sockets.push(socket);
      return socket;
    };
    const publisher = kafkaPublisher(
      () => kafkaAs(instance, administrator, { socketFactory: remembering }),
      trustedSilence,
    );
    onTestFinished(() => publisher.close());
    const prefix = uniqueName('lost');
    await publisher.publish(changes(`${prefix}-before`, 50, 50));
    for (const socket of sockets) socket.destroy(error);
    await publisher.publish(changes(`${prefix}-after`, 50, 50));
    const found = (await readTopic(instance, topic)).filter(({ key }) => String(key).startsWith(prefix));
    expect(new Set(found.map(({ key }) => String(key))).size).toBe(100);
  },
  30_000,
);

test('a client without a certificate is refused the connection', async () => {
  const publisher = kafkaPublisher(
    () =>
      new kafkajs.Kafka({
        brokers: [...bootstrapServers(instance)],
        ssl: { ca: [readFileSync(certificateFiles(instance, 'shop').ca)] },
        retry: { retries: 0 },
        logLevel: kafkajs.logLevel.NOTHING,
      }),
  );
  onTestFinished(() => publisher.close());
  await expect(publisher.publish([{ topic, key: 'a', value: 'b' }])).rejects.toMatchObject({ code: 'kafka_refused' });
});

test('nothing to publish needs no connection', async () => {
  const publisher = kafkaPublisher(() => {
    throw new Error('connected');
  });
  await expect(publisher.publish([])).resolves.toBeUndefined();
});
