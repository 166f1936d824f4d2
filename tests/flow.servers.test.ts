import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { jsonOf } from '../modules/errors/schema.ts';
import kafkajs from '../modules/kafka/library.ts';
import type { RecordHeader } from '../modules/kafka/record.ts';
import { namedHeaders } from '../modules/kafka/headers.ts';
import { deadLetterHeader, header } from '../modules/platform/headers.ts';
import { elementAt } from '../local/catalogue/element.ts';
import { productAt } from '../local/catalogue/product.ts';
import { apiAddress, apiKey } from '../local/deploy/api.ts';
import { certificateFiles } from '../local/instance/instance.ts';
import { bootstrapServers } from '../modules/platform/instance/hosts.ts';
import { testInstance, uniqueName } from './support/instance.ts';
import { indexedIds, publishAs, sendAsShop, settled } from './support/send.ts';
import { headerTexts, someHeaders } from './support/records.ts';
import { readTopic } from '../local/kafka/read-topic.ts';

const instance = testInstance();

/** The product_id of an element, or its text when it has none. */
function identity(element: unknown): string {
  const id =
    typeof element === 'object' && element !== null && 'product_id' in element ? element.product_id : undefined;
  return typeof id === 'string' ? id : JSON.stringify(element);
}

const parse = (value: Buffer | null): unknown => JSON.parse(value?.toString() ?? 'null');

test('each of 10,000 products ends as exactly one of allowed, rejected and dead-lettered', async () => {
  const prefix = uniqueName('flow');
  const elements = Array.from({ length: 10_000 }, (_, n) =>
    elementAt(42, n, { banned: 0.05, malformed: 0.02 }, prefix),
  );
  const sentIds = new Set(elements.map((element) => identity(element)));

  const outcome = await sendAsShop(instance, elements);
  expect(outcome).toMatchObject({ end: 'finished', sent: 10_000, failed: 0 });
  await settled(instance);

  const ours = (ids: readonly string[]): string[] => ids.filter((id) => sentIds.has(id));
  const [filtered, rejectedTopic, deadTopic] = await Promise.all([
    readTopic(instance, 'filtered_products'),
    readTopic(instance, 'rejected_products'),
    readTopic(instance, 'dead_letters'),
  ]);
  const allowed = ours(filtered.flatMap(({ value }) => (value === null ? [] : [identity(parse(value))])));
  const tombstones = ours(filtered.flatMap(({ value, key }) => (value === null ? [String(key)] : [])));
  const rejected = ours(rejectedTopic.map(({ value }) => identity((parse(value) as { product: unknown }).product)));
  // Other tests leave there what is no JSON.
  const dead = ours(deadTopic.map(({ value }) => identity(jsonOf(value?.toString() ?? '') ?? null)));

  // A batch that comes again tells its outcomes again.
  const outcomes = [allowed, rejected, dead].map((ids) => new Set(ids));
  expect(outcomes.reduce((sum, { size }) => sum + size, 0)).toBe(sentIds.size);
  expect(new Set(outcomes.flatMap((ids) => [...ids]))).toEqual(sentIds);
  expect(new Set(rejected).size).toBeGreaterThan(300);
  expect(new Set(dead).size).toBeGreaterThan(100);
  expect(new Set(tombstones)).toEqual(new Set(rejected));
  expect(new Set(await indexedIds(instance, 'filtered_products', prefix))).toEqual(new Set(allowed));
  expect(new Set(await indexedIds(instance, 'rejected_products', prefix))).toEqual(new Set(rejected));
});

test('a product that the shop changes, withdraws and offers again is searchable as it was last', async () => {
  const product = productAt(1, 1, uniqueName('life'));
  const send = async (value: string | null): Promise<void> => {
    await publishAs(instance, 'shop', [{ topic: 'products', key: product.product_id, value }]);
    await settled(instance);
  };
  const found = (): Promise<string[]> => indexedIds(instance, 'filtered_products', product.product_id);

  await send(JSON.stringify(product));
  expect(await found()).toEqual([product.product_id]);
  await send(JSON.stringify({ ...product, brand: 'ПодделкинЪ' }));
  expect(await found()).toEqual([]);
  expect(await indexedIds(instance, 'rejected_products', product.product_id)).toEqual([product.product_id]);
  await send(JSON.stringify(product));
  expect(await found()).toEqual([product.product_id]);
  expect(await indexedIds(instance, 'rejected_products', product.product_id)).toEqual([]);
  await send(null);
  expect(await found()).toEqual([]);
});

test('an older version that comes late does not bring an older state back', async () => {
  const product = productAt(1, 2, uniqueName('late'));
  const at = (version: number, value: string | null) => ({
    topic: 'products',
    key: product.product_id,
    value,
    headers: namedHeaders({ [header.version]: String(version) }),
  });
  const now = Date.now();
  await publishAs(instance, 'shop', [
    at(now, JSON.stringify({ ...product, name: 'Новое имя' })),
    at(now - 5_000, JSON.stringify({ ...product, name: 'Старое имя' })),
  ]);
  await settled(instance);
  const url = `${await apiAddress(instance)}/products/${product.product_id}`;
  const response = await fetch(url, { headers: { 'x-api-key': await apiKey(instance, 'buyer') } });
  expect(await response.json()).toMatchObject({ product_id: product.product_id, name: 'Новое имя' });

  await publishAs(instance, 'shop', [at(now + 1, null), at(now - 1, JSON.stringify(product))]);
  await settled(instance);
  expect(await indexedIds(instance, 'filtered_products', product.product_id)).toEqual([]);
});

const badRecords: readonly { name: string; value: (id: string) => Buffer | string | null; code: string; key?: null }[] =
  [
    { name: 'text that is not JSON', value: () => '{"product_id":', code: 'invalid_json' },
    {
      name: 'a price of -1',
      value: (id) => json(id, { price: { amount: -1, currency: 'RUB' } }),
      code: 'invalid_product',
    },
    {
      name: 'a price of "abc"',
      value: (id) => json(id, { price: { amount: 'abc', currency: 'RUB' } }),
      code: 'invalid_product',
    },
    { name: 'no name', value: (id) => json(id, { name: undefined }), code: 'invalid_product' },
    { name: 'invalid UTF-8', value: () => Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), code: 'invalid_utf8' },
    { name: 'no value and no key', value: () => null, code: 'value_missing', key: null },
    { name: 'a key of another product', value: () => json('somebody-else', {}), code: 'key_mismatch' },
  ];

const json = (id: string, change: object): string => JSON.stringify({ ...productAt(1, 3), product_id: id, ...change });

/** Names that stand twice, that are the platform's own, and that objects have by birth; values that are empty, and none. */
const awkwardHeaders = (trace: string): RecordHeader[] => [
  ...someHeaders({ trace: 'first', topic: 'export', none: null, empty: '', constructor: 'c' }),
  { name: '__proto__', value: Buffer.from('p') },
  ...someHeaders({ trace }),
];

test('every kind of bad record becomes a dead letter with its reason, and nothing waits behind it', async () => {
  const marked = badRecords.map((bad) => ({ ...bad, id: uniqueName('bad') }));
  const mark = uniqueName('mark');
  const records = marked.map(({ id, value, key }) => ({
    topic: 'products',
    key: key === null ? null : id,
    value: value(id),
    headers: awkwardHeaders(`${mark}/${id}`),
  }));
  const good = productAt(1, 4, uniqueName('good'));
  await publishAs(instance, 'shop', [
    ...records,
    { topic: 'products', key: good.product_id, value: JSON.stringify(good) },
  ]);
  await settled(instance);

  const letters = (await readTopic(instance, 'dead_letters'))
    .map((letter) => ({ letter, said: headerTexts(letter) }))
    .filter(({ said }) => said['trace']?.startsWith(mark));
  const codes = Object.fromEntries(letters.map(({ said }) => [said['trace'], said[deadLetterHeader.errorCode]]));
  expect(codes).toEqual(Object.fromEntries(marked.map(({ id, code }) => [`${mark}/${id}`, code])));
  for (const { letter, said } of letters) {
    const sent = records.find((record) => headerTexts(record)['trace'] === said['trace']);
    expect(letter.value?.toString('base64')).toEqual(toBase64(sent?.value));
    expect(letter.headers.slice(0, sent?.headers.length)).toEqual(sent?.headers);
    expect(said[deadLetterHeader.topic]).toBe('products');
    expect(Number(said[deadLetterHeader.offset])).toBeGreaterThanOrEqual(0);
  }
  expect(await indexedIds(instance, 'filtered_products', good.product_id)).toEqual([good.product_id]);
});

const toBase64 = (value: Buffer | string | null | undefined): string | undefined =>
  value === null || value === undefined ? undefined : Buffer.from(value).toString('base64');

test('unknown fields, a name of 10,000 characters and a record of almost 1 MiB are allowed as they are', async () => {
  const prefix = uniqueName('odd');
  const products = [
    { ...productAt(1, 5), product_id: `${prefix}-unknown`, loyalty: { points: [1, 2, 3] } },
    { ...productAt(1, 6), product_id: `${prefix}-long`, name: 'часы '.repeat(2_000) },
    { ...productAt(1, 7), product_id: `${prefix}-large`, description: 'ы'.repeat(500_000) },
  ];
  expect(await sendAsShop(instance, products)).toMatchObject({ end: 'finished', sent: 3 });
  await settled(instance);
  const values = (await readTopic(instance, 'filtered_products'))
    .filter(({ key }) => key?.toString().startsWith(prefix))
    .map(({ value }) => value?.toString());
  expect(new Set(values)).toEqual(new Set(products.map((product) => JSON.stringify(product))));
  expect(values.length).toBe(products.length);
  expect((await indexedIds(instance, 'filtered_products', prefix)).length).toBe(3);
});

test('a record of 2 MB is refused before it is sent, and the others of its file go on', async () => {
  const prefix = uniqueName('huge');
  const outcome = await sendAsShop(instance, [
    { ...productAt(1, 8), product_id: `${prefix}-huge`, description: 'x'.repeat(2_000_000) },
    { ...productAt(1, 9), product_id: `${prefix}-small` },
  ]);
  expect(outcome).toMatchObject({ sent: 1, failed: 1 });
  const value = 'x'.repeat(2_000_000);
  await expect(publishAs(instance, 'shop', [{ topic: 'products', key: prefix, value }])).rejects.toMatchObject({
    code: 'kafka_record_too_large',
  });
});

test("the search function's certificate does not let anyone write to filtered_products", async () => {
  const forged = [{ topic: 'filtered_products', key: 'x', value: '{}' }];
  await expect(publishAs(instance, 'search', forged)).rejects.toMatchObject({ code: 'kafka_refused' });
});

const refusedByTls = /certificate required|alert|unknown ca|closed|disconnected/i;

/** Connects to the brokers with the instance's CA and whatever certificate is given. */
async function connectWith(certificate: { key?: Buffer; cert?: Buffer }): Promise<void> {
  const { ca } = certificateFiles(instance, 'shop');
  const kafka = new kafkajs.Kafka({
    brokers: [...bootstrapServers(instance)],
    ssl: { ca: [readFileSync(ca)], ...certificate },
    connectionTimeout: 3_000,
    retry: { retries: 0 },
    logLevel: kafkajs.logLevel.NOTHING,
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
  } finally {
    await admin.disconnect();
  }
}

test('who brings no certificate is refused the connection', async () => {
  await expect(connectWith({})).rejects.toThrow(refusedByTls);
});

test('a certificate of another CA is refused, whatever name it bears', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'marketplace-rogue-'));
  const [key, cert] = [join(directory, 'rogue.key'), join(directory, 'rogue.crt')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  execFileSync('openssl', ['req', '-x509', ...curve, '-keyout', key, '-out', cert, '-subj', '/CN=admin'], {
    stdio: 'ignore',
  });
  await expect(connectWith({ key: readFileSync(key), cert: readFileSync(cert) })).rejects.toThrow(refusedByTls);
  rmSync(directory, { recursive: true });
});

test('raw UTF-8 in the query string, as curl sends it, finds products by name', async () => {
  const watch = { ...productAt(1, 10), product_id: uniqueName('watch'), name: 'Настольные часы' };
  await sendAsShop(instance, [watch]);
  await settled(instance);
  const answer = await rawGet(instance.ports.opensearch, `/filtered_products/_search?q=name:часы&size=1000`);
  expect(answer).toContain(watch.product_id);
});

/** Sends the path byte for byte, without the escaping that HTTP clients do. */
function rawGet(port: number, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\n`);
    });
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('end', () => resolve(Buffer.concat(chunks).toString()));
  });
}
