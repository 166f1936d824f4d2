import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { testIndices, type TestIndices } from '../../tests/support/indices.ts';
import { uniqueName } from '../../tests/support/instance.ts';
import { indexing } from '../../tests/support/deployed.ts';
import {
  aProduct,
  aRecord,
  aRejection,
  aRule,
  headerTexts,
  keepingPublisher,
  someHeaders,
} from '../../tests/support/records.ts';
import { indexSink } from './sink.ts';
import { banListOf } from '../../modules/ban-list/ban-list.ts';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import type { KafkaRecord } from '../../modules/kafka/record.ts';
import { openSearchClient } from '../../modules/opensearch/client.ts';
import { viewNames } from '../../modules/opensearch/indices.ts';

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

const index = async (...records: KafkaRecord[]) => indexing(indices, publisher)(records);

const allowed = (version: number, name = 'Часы', fields: object = {}) =>
  aRecord('filtered_products', id, { ...aProduct({ product_id: id, name }), ...fields }, { version });
const withdrawn = (version: number) => aRecord('filtered_products', id, null, { version, verdict: 'withdrawn' });
const rejected = (version: number, rule = 'ban-1', category = 'Часы') =>
  aRejection(
    aProduct({ product_id: id, category }),
    { reasons: [{ rule_id: rule }], rejected_at: '2026-01-01T00:00:00.000Z' },
    { version },
  );

/** The product's state and version, with its name or the rules that it is rejected for. */
async function state(): Promise<string | undefined> {
  const { client, names } = indices;
  const { body } = await client.mget({ index: names.products, body: { ids: [id] } });
  const [document] = body.docs as {
    found: boolean;
    _version: number;
    _source?: { state: string; name?: string; reasons?: { rule_id: string }[] };
  }[];
  if (document?.found !== true) return undefined;
  const { _version, _source } = document;
  const more = [_source?.name, ...(_source?.reasons ?? []).map(({ rule_id }) => rule_id)];
  return [_source?.state, _version, ...more.filter((part) => part !== undefined)].join(' ');
}

/** Through which aliases the product is found. */
async function views(): Promise<string[]> {
  await indices.refresh();
  const found: string[] = [];
  for (const view of viewNames) {
    const body = { query: { term: { product_id: id } } };
    const answer = await indices.client.count({ index: indices.names[view], body });
    if (answer.body.count > 0) found.push(view);
  }
  return found;
}

test('the highest version stays, in whatever order versions come', async () => {
  await index(allowed(2, 'вторая'));
  await index(allowed(1, 'первая'));
  expect(await state()).toBe('allowed 2 вторая');
  await index(allowed(4, 'четвёртая'), rejected(3));
  expect(await state()).toBe('allowed 4 четвёртая');
});

test.each([
  ['allowed and then rejected', () => [allowed(1), rejected(1)], 'rejected 1 ban-1', ['rejectedProducts']],
  ['rejected and then allowed', () => [rejected(1), allowed(1)], 'allowed 1 Часы', ['filteredProducts']],
  ['withdrawn and then allowed', () => [withdrawn(1), allowed(1)], 'allowed 1 Часы', ['filteredProducts']],
  ['allowed and then withdrawn', () => [allowed(1), withdrawn(1)], 'withdrawn 1', []],
  ['rejected and then withdrawn', () => [rejected(1), withdrawn(1)], 'withdrawn 1', []],
  ['withdrawn and then rejected', () => [withdrawn(1), rejected(1)], 'rejected 1 ban-1', ['rejectedProducts']],
])('of equal versions the later holds: %s', async (_, records, expected, where) => {
  const [first, second] = records();
  if (first === undefined || second === undefined) throw new Error('two records are needed');
  // In one batch, in two, and again in other cuts.
  for (const batches of [
    [[first, second]],
    [[first], [second]],
    [[first, second, first, second]],
    [[first, second], [second]],
  ]) {
    for (const batch of batches) await index(...batch);
    expect(await state()).toBe(expected);
    expect(await views()).toEqual(where);
  }
});

test('a late older write does not bring a withdrawn product back, not even after OpenSearch was restarted', async () => {
  const { client, names } = indices;
  await index(allowed(1), withdrawn(3));
  // Closing and opening makes a new engine from what is on disk: what a restart does, without stopping the server.
  await client.indices.close({ index: names.products });
  await client.indices.open({ index: names.products });
  await client.cluster.health({ index: names.products, wait_for_status: 'yellow' });
  await index(allowed(2, 'опоздала'));
  expect(await state()).toBe('withdrawn 3');
});

test('a product that was judged under an older list goes back to be judged, and is not indexed as it was', async () => {
  const bans = banListOf(9, [aRule({ rule_id: 'ban-9', kind: 'phrase', value: 'часы' })]);
  await index(allowed(1));
  publisher.published.length = 0;
  const record = allowed(2, 'Часы новые');
  expect(await indexing(indices, publisher, bans)([record])).toMatchObject({ written: 0, judged_again: 1 });
  expect(await state()).toBe('allowed 1 Часы');
  expect(publisher.published).toEqual([
    {
      topic: 'products',
      key: id,
      value: record.value,
      headers: [
        { name: 'version', value: '2' },
        { name: 'judged_again', value: 'true' },
      ],
    },
  ]);
});

test('what was written while the list changed is judged again', async () => {
  const lists = [banListOf(8, []), banListOf(9, [aRule({ kind: 'phrase', value: 'часы' })])];
  const changing = { current: async () => lists.shift() ?? banListOf(9, []) };
  const { client, names } = indices;
  const step = indexSink({ client, publisher, bans: changing, names, now: Date.now });
  expect(await step([allowed(1)])).toMatchObject({ written: 1, judged_again: 1 });
  expect(await state()).toBe('allowed 1 Часы');
  const again = publisher.published.find(({ topic }) => topic === 'products');
  expect(headerTexts(again ?? {})).toEqual({ version: '1', judged_again: 'true' });
});

/** As the filter tells it: at which offset the shop sent the product, and whether it is judged again. */
const sentAt = (record: KafkaRecord, offset: number, isAgain = false): KafkaRecord => ({
  ...record,
  headers: [
    ...record.headers,
    ...someHeaders({ source_offset: String(offset), ...(isAgain && { judged_again: 'true' }) }),
  ],
});

test.each([
  ['in one batch', (again: KafkaRecord, later: KafkaRecord) => [[later, again]]],
  ['in two', (again: KafkaRecord, later: KafkaRecord) => [[later], [again]]],
  ['and again', (again: KafkaRecord, later: KafkaRecord) => [[later], [again, later, again]]],
])('of equal versions the one holds that the shop sent later, when the other is judged again: %s', async (_, cut) => {
  await index(sentAt(allowed(1, 'первая'), 5));
  const again = sentAt(rejected(1), 5, true);
  for (const batch of cut(again, sentAt(allowed(1, 'вторая'), 6))) await index(...batch);
  expect(await state()).toBe('allowed 1 вторая');
});

test('what is judged again holds when the shop has sent nothing since', async () => {
  await index(sentAt(allowed(1), 5));
  expect(await index(sentAt(rejected(1), 5, true))).toMatchObject({ written: 1, superseded: 0 });
  expect(await state()).toBe('rejected 1 ban-1');
});

/** JSON that is nested deeper than OpenSearch reads. */
const tooDeep = (depth: number): unknown => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);

test('a document that OpenSearch cannot index is dead-lettered with the reason, and the earlier one stays', async () => {
  const rejection = { reasons: [{ rule_id: 'ban-1', deep: tooDeep(2_000) }], rejected_at: '2026-01-01T00:00:00.000Z' };
  const bad = aRejection(aProduct({ product_id: id }), rejection, { version: 2, offset: 7 });
  expect(await index(rejected(1), bad)).toMatchObject({ written: 1, dead_lettered: 1 });
  expect(await state()).toBe('rejected 1 ban-1');
  expect(dead().map(headerTexts)).toMatchObject([{ error_code: 'mapping_rejected', offset: '7', function: 'index' }]);
});

test('a record that cannot be read is dead-lettered, and the others are indexed', async () => {
  await index(aRecord('filtered_products', id, Buffer.from('{"name":')), allowed(1));
  expect(dead().map(headerTexts)).toMatchObject([{ error_code: 'invalid_json' }]);
  expect(await state()).toBe('allowed 1 Часы');
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
  expect(dead().map((letter) => headerTexts(letter)['error_message'])).toEqual([]);
  expect(await views()).toEqual(['filteredProducts']);
});

test('an empty batch is done at once', async () => {
  expect(await index()).toMatchObject({ written: 0, dead_lettered: 0 });
});

test('an index that is closed for writes for a moment is waited for', async () => {
  const { client, names } = indices;
  const block = async (write: boolean) =>
    client.indices.putSettings({ index: names.products, body: { 'index.blocks.write': write } });
  await block(true);
  const indexed = index(allowed(1));
  setTimeout(() => void block(false), 300);
  expect(await indexed).toMatchObject({ written: 1 });
  expect(await state()).toBe('allowed 1 Часы');
});

test('an index that is lost is made anew', async () => {
  const lost = await testIndices();
  const sink = indexing(lost, publisher);
  await sink([allowed(1)]);
  await lost.client.indices.delete({ index: `${lost.names.products}_v1` });
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
  await expect(indexing({ client, names: indices.names }, publisher)([allowed(1)])).rejects.toMatchObject({
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
    return await indexing({ client, names: indices.names }, publisher)([allowed(1)]);
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

/** What was announced since the last look: categories, and `*` when products may have left some that nobody knows. */
function announced(): string[] {
  const changes = publisher.published.filter(({ topic }) => topic === 'catalog_changes');
  publisher.published.length = 0;
  return changes
    .map(({ value }) => JSON.parse(String(value)) as { category?: string; products_left?: true })
    .map(({ category }) => category ?? '*')
    .toSorted();
}

const inCategory = (category: string, version: number) =>
  aRecord('filtered_products', id, aProduct({ product_id: id, category }), { version });

test('a new product announces its category, and one that was there before also that it may have left another', async () => {
  await index(inCategory('Часы', 1));
  expect(announced()).toEqual(['Часы']);
  await index(inCategory('Подарки', 2));
  expect(announced()).toEqual(['*', 'Подарки']);
});

test('each category of a batch is announced once, those too that a product only passed through', async () => {
  await index(inCategory('Вторая', 2), inCategory('Третья', 3), inCategory('Третья', 4));
  expect(announced()).toEqual(['*', 'Вторая', 'Третья']);
});

test.each([
  ['a withdrawal', () => withdrawn(2)],
  ['a rejection', () => rejected(2)],
])('%s announces that a product may have left a category', async (_, record) => {
  await index(inCategory('Часы', 1));
  announced();
  await index(record());
  expect(announced()).toEqual(['*']);
});

test('a late older write, which changes nothing, announces nothing', async () => {
  await index(inCategory('Часы', 3));
  announced();
  await index(inCategory('Подарки', 2));
  expect(announced()).toEqual([]);
});

/** Fails after OpenSearch was written to: what a crash between the two leaves. */
const publish = async (): Promise<void> => {
  throw new PlatformError('kafka_unavailable', 'Kafka is away');
};

test('when a change was written but not announced, the batch that comes again announces all of it', async () => {
  await index(inCategory('Часы', 1));
  announced();
  const batch = [inCategory('Подарки', 2), inCategory('Книги', 3)];
  await expect(indexing(indices, { ...publisher, publish })(batch)).rejects.toMatchObject({
    code: 'kafka_unavailable',
  });
  await index(...batch);
  expect(announced()).toEqual(['*', 'Книги']);
});
