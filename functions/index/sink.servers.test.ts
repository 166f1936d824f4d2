import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { testIndices, type TestIndices } from '../../tests/support/indices.ts';
import { uniqueName } from '../../tests/support/instance.ts';
import { aProduct, aRecord, keepingPublisher } from '../../tests/support/records.ts';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import type { KafkaRecord } from '../../modules/kafka/record.ts';
import { openSearchClient } from '../../modules/opensearch/client.ts';
import { indexSink } from './sink.ts';

let indices: TestIndices;
let id: string;
const publisher = keepingPublisher();
const dead = () => publisher.published.filter(({ topic }) => topic === 'dead_letters');
beforeAll(async () => {
  indices = await testIndices();
});
afterAll(async () => indices.remove());
beforeEach(() => {
  id = uniqueName('p');
  publisher.published.length = 0;
});

const index = async (...records: KafkaRecord[]) => indexSink(indices.client, publisher, indices.names)(records);

const allowed = (version: number, name = 'Часы', banList = 1) =>
  aRecord('filtered_products', id, aProduct({ product_id: id, name }), { version, banList });
const withdrawn = (version: number) => aRecord('filtered_products', id, null, { version, verdict: 'withdrawn' });
const rejectedTombstone = (version: number, banList = 1) =>
  aRecord('filtered_products', id, null, { version, banList, verdict: 'rejected' });
const rejected = (version: number, banList = 1) =>
  aRecord('rejected_products', id, { product: aProduct({ product_id: id }), reasons: [] }, { version, banList });

/** Where the product is, with its version and, where it is allowed, its name. */
async function places(): Promise<string[]> {
  const { client, names } = indices;
  const found: string[] = [];
  for (const place of ['filteredProducts', 'rejectedProducts', 'withdrawnProducts'] as const) {
    const { body } = await client.mget({ index: names[place], body: { ids: [id] } });
    const [document] = body.docs as { found: boolean; _version: number; _source?: { name?: string } }[];
    if (document?.found === true)
      found.push([place, document._version, document._source?.name].filter((part) => part !== undefined).join(' '));
  }
  return found;
}

test('the highest version stays, in whatever order versions come', async () => {
  await index(allowed(2, 'вторая'));
  await index(allowed(1, 'первая'));
  expect(await places()).toEqual(['filteredProducts 2 вторая']);
  await index(allowed(4, 'четвёртая'), allowed(3, 'третья'));
  expect(await places()).toEqual(['filteredProducts 4 четвёртая']);
});

test('an equal version is taken again, so that the last record of a batch holds', async () => {
  await index(allowed(1, 'раньше'), allowed(1, 'позже'));
  expect(await places()).toEqual(['filteredProducts 1 позже']);
  await index(allowed(1, 'ещё позже'));
  expect(await places()).toEqual(['filteredProducts 1 ещё позже']);
});

test('a batch that comes again gives the same', async () => {
  const batch = [allowed(1), rejectedTombstone(2), rejected(2), allowed(3, 'последняя')];
  await index(...batch);
  const first = await places();
  await index(...batch);
  expect(await places()).toEqual(first);
  expect(first).toEqual(['filteredProducts 3 последняя']);
});

test('a late older write does not bring a withdrawn product back', async () => {
  await index(allowed(1), withdrawn(3));
  await index(allowed(2, 'опоздала'));
  expect(await places()).toEqual(['withdrawnProducts 3']);
});

test('nor does it after OpenSearch has forgotten the deletion, as it does when a node restarts', async () => {
  const { client, names } = indices;
  await index(allowed(1), withdrawn(3));
  // Closing and opening makes a new engine from what is on disk: what a restart does, without stopping the server.
  await client.indices.close({ index: names.filteredProducts });
  await client.indices.open({ index: names.filteredProducts });
  await client.cluster.health({ index: names.filteredProducts, wait_for_status: 'yellow' });

  await client.index({
    index: names.filteredProducts,
    id,
    version: 2,
    version_type: 'external_gte',
    body: aProduct({ product_id: id }),
  });
  expect(await places()).toEqual(['filteredProducts 2 Часы наручные', 'withdrawnProducts 3']);
  await index(allowed(2, 'опоздала'));
  expect(await places()).toEqual(['withdrawnProducts 3']);
});

test('a withdrawn product that is offered again is found again', async () => {
  await index(withdrawn(1));
  await index(allowed(2));
  expect(await places()).toEqual(['filteredProducts 2 Часы']);
});

test('a product is either allowed or rejected, whichever topic is read first', async () => {
  await index(allowed(1));
  await index(rejected(2));
  await index(rejectedTombstone(2));
  expect(await places()).toEqual(['rejectedProducts 2']);
  await index(allowed(3));
  expect(await places()).toEqual(['filteredProducts 3 Часы']);
  await index(rejected(2));
  expect(await places()).toEqual(['filteredProducts 3 Часы']);
});

test('the newer ban list decides on a version that was judged twice', async () => {
  await index(rejected(1, 5));
  await index(allowed(1, 'под старым списком', 4));
  expect(await places()).toEqual(['rejectedProducts 1']);
  await index(allowed(1, 'под новым списком', 6));
  expect(await places()).toEqual(['filteredProducts 1 под новым списком']);
  await index(rejected(1, 5));
  expect(await places()).toEqual(['filteredProducts 1 под новым списком']);
});

test('a withdrawn product leaves the rejected ones', async () => {
  await index(rejected(1));
  await index(withdrawn(2));
  expect(await places()).toEqual(['withdrawnProducts 2']);
});

test('allowed and rejected at the same moment end in one place', async () => {
  await Promise.all([index(allowed(1), rejectedTombstone(2)), index(rejected(2)), index(allowed(1))]);
  expect(await places()).toEqual(['rejectedProducts 2']);
});

/** JSON that is nested deeper than OpenSearch reads. */
const tooDeep = (depth: number): unknown => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);

test('a document that OpenSearch cannot index is dead-lettered with the reason, and the earlier one stays', async () => {
  const product = { ...aProduct({ product_id: id }), specifications: tooDeep(2_000) };
  const bad = aRecord('rejected_products', id, { product, reasons: [] }, { version: 2, offset: 7 });
  expect(await index(rejected(1), bad)).toMatchObject({ written: 1, dead_lettered: 1 });
  expect(await places()).toEqual(['rejectedProducts 1']);
  expect(dead().map(({ topic, headers }) => ({ topic, headers }))).toMatchObject([
    { topic: 'dead_letters', headers: { error_code: 'mapping_rejected', offset: '7', function: 'index' } },
  ]);
});

test('a record that cannot be read is dead-lettered, and the others are indexed', async () => {
  await index(aRecord('filtered_products', id, Buffer.from('{"name":')), allowed(1));
  expect(dead()).toMatchObject([{ headers: { error_code: 'invalid_json' } }]);
  expect(await places()).toEqual(['filteredProducts 1 Часы']);
});

const awkward = {
  'a name of 10,000 characters': { name: 'Очень'.repeat(2_000) },
  'a description of 900,000 characters': { description: 'часы '.repeat(180_000) },
  'half a surrogate pair': { name: 'Часы \ud83d' },
  'dates of other calendars': { created_at: '1969-12-31', updated_at: '9999-12-31T23:59:59.123456789Z' },
  'tags of 512 characters': { tags: ['т'.repeat(512)] },
  'the largest amount': { price: { amount: Number.MAX_SAFE_INTEGER / 100, currency: 'RUB' } },
};

test.each(Object.entries(awkward))('%s: the product is indexed', async (_, fields) => {
  await index(aRecord('filtered_products', id, { ...aProduct({ product_id: id }), ...fields }));
  expect(dead().map(({ headers }) => headers?.['error_message'])).toEqual([]);
  expect(await places()).toHaveLength(1);
});

test('an empty batch is done at once', async () => {
  expect(await index()).toMatchObject({ written: 0, dead_lettered: 0 });
});

test('an index that is closed for writes for a moment is waited for', async () => {
  const { client, names } = indices;
  const block = async (write: boolean) =>
    client.indices.putSettings({ index: names.filteredProducts, body: { 'index.blocks.write': write } });
  await block(true);
  const indexed = index(allowed(1));
  setTimeout(() => void block(false), 300);
  expect(await indexed).toMatchObject({ written: 1 });
  expect(await places()).toEqual(['filteredProducts 1 Часы']);
});

test('an index that is lost is made anew', async () => {
  const lost = await testIndices();
  const sink = indexSink(lost.client, publisher, lost.names);
  await sink([allowed(1)]);
  await lost.client.indices.delete({ index: `${lost.names.filteredProducts}_v1` });
  await expect(sink([allowed(2)])).rejects.toMatchObject({ code: 'opensearch_unavailable' });
  expect(await sink([allowed(2)])).toMatchObject({ written: 1 });
  await lost.remove();
});

test('while OpenSearch is down a batch fails within its bounds, and says so', async () => {
  const client = openSearchClient(
    { url: 'http://127.0.0.1:9', auth: 'none', region: 'us-east-1' },
    { requestTimeout: 1_000, maxRetries: 0 },
  );
  const startedAt = performance.now();
  await expect(indexSink(client, publisher, indices.names)([allowed(1)])).rejects.toMatchObject({
    code: 'opensearch_unavailable',
  });
  expect(performance.now() - startedAt).toBeLessThan(30_000);
  await client.close();
});

/** Speaks the bulk protocol and answers each request with the next of the statuses, which a real node cannot be made to. */
async function busyServer(statuses: number[]): Promise<Server> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const json = { 'content-type': 'application/json' };
      if (request.method === 'HEAD') return response.writeHead(200, json).end();
      if (request.url?.includes('_mapping') === true) return response.writeHead(200, json).end('{}');
      if (request.url?.includes('_mget') === true) return response.writeHead(200, json).end('{"docs":[]}');
      if (request.url !== undefined && !request.url.startsWith('/_bulk'))
        return response.writeHead(200, json).end('{"timed_out":false,"hits":{"hits":[]}}');
      const status = statuses.shift() ?? 201;
      const error = status < 300 ? {} : { error: { type: 'rejected_execution_exception', reason: 'queue is full' } };
      if (status === 502) return response.writeHead(502, json).end('{}');
      return response.writeHead(200, json).end(JSON.stringify({ items: [{ index: { status, ...error } }] }));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}

async function throughBusyServer(statuses: number[]): Promise<unknown> {
  const server = await busyServer(statuses);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = openSearchClient({ url, auth: 'none', region: 'us-east-1' }, { requestTimeout: 1_000, maxRetries: 0 });
  try {
    return await indexSink(client, publisher, indices.names)([allowed(1)]);
  } finally {
    await client.close();
    server.close();
  }
}

test('what OpenSearch is too busy for is sent again', async () => {
  expect(await throughBusyServer([429, 503, 502, 201])).toMatchObject({ written: 1, dead_lettered: 0 });
});

test('an OpenSearch that stays too busy fails the batch, so that it comes again', async () => {
  await expect(throughBusyServer(Array.from({ length: 20 }, () => 429))).rejects.toMatchObject({
    code: 'opensearch_unavailable',
    message: expect.stringContaining('429') as unknown,
  });
  expect(dead()).toEqual([]);
});

/** The categories that were announced since the last look. */
function announced(): string[] {
  const changes = publisher.published.filter(({ topic }) => topic === 'catalog_changes');
  publisher.published.length = 0;
  for (const { key, value } of changes)
    expect(JSON.parse(String(value))).toEqual({ category: key, at: expect.any(Number) as unknown });
  return changes.map(({ key }) => String(key)).toSorted();
}

const inCategory = (category: string, version: number) =>
  aRecord('filtered_products', id, aProduct({ product_id: id, category }), { version });
const rejectedIn = (category: string, version: number) =>
  aRecord('rejected_products', id, { product: aProduct({ product_id: id, category }), reasons: [] }, { version });

test('a product that moves is announced in both categories, and not again where it has not been since', async () => {
  await index(inCategory('Часы', 1));
  expect(announced()).toEqual(['Часы']);
  await index(inCategory('Подарки', 2));
  expect(announced()).toEqual(['Подарки', 'Часы']);
  await index(inCategory('Подарки', 3));
  expect(announced()).toEqual(['Подарки']);
});

test('each category of a batch is announced once, those too that a product only passed through', async () => {
  await index(inCategory('Первая', 1));
  announced();
  await index(inCategory('Вторая', 2), inCategory('Третья', 3), inCategory('Третья', 4));
  expect(announced()).toEqual(['Вторая', 'Первая', 'Третья']);
});

test('a withdrawal announces the category that the product was in', async () => {
  await index(inCategory('Часы', 1));
  announced();
  await index(withdrawn(2));
  expect(announced()).toEqual(['Часы']);
});

test.each([
  ['before its tombstone', true],
  ['after its tombstone', false],
])('a rejection that is read %s announces the old category and its own', async (_, rejectionFirst) => {
  await index(inCategory('Часы', 1));
  announced();
  const first = rejectionFirst ? rejectedIn('Подарки', 2) : rejectedTombstone(2);
  const second = rejectionFirst ? rejectedTombstone(2) : rejectedIn('Подарки', 2);
  await index(first);
  await index(second);
  expect([...new Set(announced())]).toEqual(['Подарки', 'Часы']);
});

test('a late older write announces where it put the product for a moment', async () => {
  await index(inCategory('Часы', 1), withdrawn(3));
  announced();
  await index(inCategory('Подарки', 2));
  expect(announced()).toContain('Подарки');
  expect(await places()).toEqual(['withdrawnProducts 3']);
});

/** Kafka that fails while `down`, after OpenSearch was written to: what a crash between the two leaves. */
const unreliable = { down: false };
const throughUnreliable = async (...records: KafkaRecord[]): Promise<unknown> => {
  const publish = async (outgoing: Parameters<typeof publisher.publish>[0]): Promise<void> => {
    if (unreliable.down) throw new PlatformError('kafka_unavailable', 'Kafka is away');
    await publisher.publish(outgoing);
  };
  return indexSink(indices.client, { ...publisher, publish }, indices.names)(records);
};

test.each([
  ['a move', () => [inCategory('Подарки', 2)], ['Подарки', 'Часы']],
  ['two moves', () => [inCategory('Подарки', 2), inCategory('Книги', 3)], ['Книги', 'Подарки', 'Часы']],
  ['a withdrawal', () => [withdrawn(2)], ['Часы']],
  ['a rejection', () => [rejectedIn('Подарки', 2)], ['Подарки', 'Часы']],
  ['a withdrawal and a new offer', () => [withdrawn(2), inCategory('Подарки', 3)], ['Подарки', 'Часы']],
])('when %s was written but not announced, the batch that comes again announces all of it', async (_, records, all) => {
  await index(inCategory('Часы', 1));
  announced();
  unreliable.down = true;
  for (let times = 0; times < 2; times++) {
    await expect(throughUnreliable(...records())).rejects.toMatchObject({ code: 'kafka_unavailable' });
  }
  unreliable.down = false;
  await throughUnreliable(...records());
  expect(announced()).toEqual(all);
});

test('so it does when it comes again in other pieces', async () => {
  await index(inCategory('Часы', 1));
  announced();
  unreliable.down = true;
  await expect(throughUnreliable(inCategory('Подарки', 2))).rejects.toThrow('Kafka is away');
  await expect(throughUnreliable(inCategory('Подарки', 2), inCategory('Книги', 3))).rejects.toThrow('Kafka is away');
  unreliable.down = false;
  await throughUnreliable(inCategory('Подарки', 2));
  await throughUnreliable(inCategory('Книги', 3));
  expect([...new Set(announced())].toSorted()).toEqual(['Книги', 'Подарки', 'Часы']);
});
