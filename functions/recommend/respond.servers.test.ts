import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testIndices, type TestIndices } from '../../tests/support/indices.ts';
import { aProduct, aRecord, keepingPublisher } from '../../tests/support/records.ts';
import { indexing, postEvent } from '../../tests/support/deployed.ts';
import { jsonLog } from '../../modules/logging/log.ts';
import { problemOf } from '../../modules/http/problem.ts';
import { openSearchClient } from '../../modules/opensearch/client.ts';
import type { Product } from '../../modules/product/product.ts';
import { queryRecord } from './query-record.ts';
import type { Recommendation } from './recommend.ts';
import { respond, type RecommendApiDependencies } from './respond.ts';

const resource = '/recommendations/{user_id}';
let indices: TestIndices;
let sink: ReturnType<typeof indexing>;
const log = jsonLog(() => undefined);
const publisher = keepingPublisher();

const categories = ['Часы', 'Книги', 'Посуда', 'Обувь'];
/** Ten products of each category: Часы-0 to Обувь-9. */
const products = categories.flatMap((category) =>
  Array.from({ length: 10 }, (_, n) =>
    aProduct({
      product_id: `${category}-${n}`,
      name: `${category} №${n}`,
      category,
      created_at: `2026-01-0${(n % 9) + 1}`,
    }),
  ),
);
let version = 1_800_000_000_000;
const offer = async (...changed: readonly Product[]): Promise<void> => {
  version += 1;
  await sink(changed.map((product) => aRecord('filtered_products', product.product_id, product, { version })));
  await indices.refresh();
};
const withdraw = async (id: string): Promise<void> => {
  version += 1;
  await sink([aRecord('filtered_products', id, null, { version, verdict: 'rejected' })]);
  await indices.refresh();
};

beforeAll(async () => {
  indices = await testIndices();
  sink = indexing(indices, publisher);
  await offer(...products);
});
afterAll(async () => indices.remove());

const answering = (more: Partial<RecommendApiDependencies> = {}): RecommendApiDependencies => ({
  client: indices.client,
  indices: indices.names,
  publisher,
  afterAnswer: { run: (work) => void work(), answered: () => undefined },
  log,
  variants: ['both'],
  now: Date.now,
  newId: randomUUID,
  ...more,
});

async function recommended(userId: string, limit?: number): Promise<Recommendation[]> {
  const event = {
    resource,
    pathParameters: { user_id: userId },
    multiValueQueryStringParameters: limit === undefined ? null : { limit: [String(limit)] },
  };
  const { statusCode, body } = await respond(answering(), event);
  expect(statusCode).toBe(200);
  return (JSON.parse(body) as { items: Recommendation[] }).items;
}
const idsOf = (items: readonly Recommendation[]): string[] => items.map(({ product_id }) => product_id);

/** An event as POST /events takes it and the index function stores it. */
async function did(user_id: string, action_name: string, object_id: string): Promise<unknown> {
  const from = publisher.published.length;
  const body = JSON.stringify({ action_name, user_id, event_attributes: { object: { object_id } } });
  const answer = await postEvent(indices, publisher, body);
  expect(answer.statusCode).toBe(202);
  const [record] = publisher.published.slice(from);
  await sink([aRecord('client_queries', user_id, JSON.parse(String(record?.value)))]);
  await indices.refresh();
  return (JSON.parse(answer.body) as { product: unknown }).product;
}

async function analysed(index: 'recommendations' | 'popularProducts', id: string, document: object): Promise<void> {
  await indices.client.index({ index: indices.names[index], id, body: { product_id: id, ...document }, refresh: true });
}
const neighboursOf = (id: string, ...ids: readonly string[]) =>
  analysed('recommendations', id, { items: ids.map((product_id, n) => ({ product_id, score: 0.9 - n / 10 })) });

test('before the first analysis new products of different categories are recommended, rather than nothing', async () => {
  const items = await recommended('nobody', 8);
  expect(items).toHaveLength(8);
  expect(new Set(items.slice(0, 4).map(({ category }) => category))).toEqual(new Set(categories));
  expect(items[0]?.reason).toMatch(/^новинка в категории «/);
});

test('a new buyer gets what is popular, the best of each category first', async () => {
  for (const [place, category] of categories.entries())
    for (const n of [0, 1, 2])
      await analysed('popularProducts', `${category}-${n}`, {
        category,
        score: 100 - place * 10 - n,
        rank: 1,
        rank_in_category: n + 1,
      });
  const items = await recommended('newcomer', 8);
  expect(idsOf(items)).toEqual([
    ...categories.map((category) => `${category}-0`),
    ...categories.map((category) => `${category}-1`),
  ]);
  expect(new Set(items.map(({ reason }) => reason))).toEqual(new Set(['популярно на площадке']));
});

test('what a buyer does changes what is recommended, and the reason names it', async () => {
  await neighboursOf('Часы-5', 'Часы-6', 'Книги-7');
  expect(await did('reader', 'click', 'Часы-5')).toBe('known');
  const items = await recommended('reader');
  expect(idsOf(items).slice(0, 3)).toEqual(['Часы-6', 'Книги-7', 'Часы-0']);
  expect(items.slice(0, 3).map(({ reason }) => reason)).toEqual([
    'смотрели вместе с «Часы №5»',
    'смотрели вместе с «Часы №5»',
    'популярно в категории «Часы»',
  ]);
  expect(items).toHaveLength(10);
  expect(items.map(({ score }) => score)).toEqual(items.map(({ score }) => score).toSorted((a, b) => b - a));
  expect(items[0]).toMatchObject({ name: 'Часы №6', category: 'Часы', price: { currency: 'RUB' } });
});

const strap = aProduct({
  product_id: 'strap-1',
  name: 'Ремешок кожаный Вереск',
  category: 'Ремешки',
  created_at: '2025-01-01',
});

test('of a product that nobody has met, what is like it by its words is recommended, and the reason names it', async () => {
  const other = (id: string, name: string) => ({ ...strap, product_id: id, name });
  const soldOut = { ...other('strap-3', 'Ремешок кожаный Вереск узкий'), stock: { available: 0 } };
  await offer(strap, other('strap-2', 'Ремешок кожаный Вереск широкий'), soldOut);
  await did('pioneer', 'click', 'strap-1');
  const items = await recommended('pioneer', 4);
  expect(items[0]).toMatchObject({
    product_id: 'strap-2',
    reason: 'похоже на «Ремешок кожаный Вереск»',
    algorithm: 'similar',
  });
  expect(idsOf(items)).not.toContain('strap-3');
});

test('what is new and like a product of the buyer is recommended before anybody can have met it, what is old is not', async () => {
  const alike = (id: string, days: number) => ({
    ...strap,
    product_id: id,
    name: 'Браслет плетёный Самоцвет',
    created_at: new Date(Date.now() - days * 86_400_000).toISOString(),
  });
  await offer(
    alike('bracelet-met', 100),
    alike('bracelet-old', 100),
    alike('bracelet-new', 3),
    alike('bracelet-future', -3),
  );
  await neighboursOf('bracelet-met', 'Часы-6');
  await did('follower', 'click', 'bracelet-met');
  const ids = idsOf(await recommended('follower', 3));
  expect(ids.slice(0, 2)).toEqual(['Часы-6', 'bracelet-new']);
  expect(ids).not.toContain('bracelet-future');
});

test('what a buyer was shown at earlier visits and did nothing with gives way', async () => {
  await neighboursOf('Обувь-1', 'Обувь-2', 'Обувь-3');
  await did('waverer', 'click', 'Обувь-1');
  const first = await recommended('waverer', 2);
  expect(idsOf(first)).toEqual(['Обувь-2', 'Обувь-3']);
  for (const hours of [2, 4, 6, 8]) {
    const answer = { user_id: 'waverer', query_id: randomUUID(), variant: 'both' as const, items: first.slice(0, 1) };
    const record = queryRecord(answer, randomUUID(), Date.now() - hours * 3_600_000);
    await sink([aRecord('client_queries', 'waverer', JSON.parse(String(record.value)))]);
  }
  await indices.refresh();
  expect(idsOf(await recommended('waverer', 2))).toEqual(['Обувь-3', 'Обувь-2']);
});

test('what is sold out, banned or bought is not in the next answer', async () => {
  await neighboursOf('Посуда-5', 'Посуда-6', 'Посуда-7', 'Посуда-8', 'Посуда-9');
  await did('cook', 'cart', 'Посуда-5');
  expect(idsOf(await recommended('cook', 4))).toEqual(['Посуда-6', 'Посуда-7', 'Посуда-8', 'Посуда-9']);
  await offer(
    ...products
      .filter(({ product_id }) => product_id === 'Посуда-6')
      .map((one) => ({ ...one, stock: { available: 0 } })),
  );
  await withdraw('Посуда-7');
  await did('cook', 'purchase', 'Посуда-8');
  expect(idsOf(await recommended('cook', 4))[0]).toBe('Посуда-9');
  for (const id of ['Посуда-6', 'Посуда-7', 'Посуда-8'])
    expect(idsOf(await recommended('cook', 100))).not.toContain(id);
});

test('a product that is banned by now still tells the taste, and is not named', async () => {
  await neighboursOf('Обувь-5', 'Обувь-6');
  await did('runner', 'click', 'Обувь-5');
  await withdraw('Обувь-5');
  const [first] = await recommended('runner');
  expect(first).toMatchObject({ product_id: 'Обувь-6', reason: 'похоже на то, что вы смотрели' });
});

test('an event of a product that nobody knows is taken, told, and disturbs nothing', async () => {
  expect(await did('curious', 'purchase', 'no-such-product')).toBe('unknown');
  expect(idsOf(await recommended('curious', 4))).toEqual(categories.map((category) => `${category}-0`));
});

test('no product is recommended twice, also when more is asked for than there is', async () => {
  const ids = idsOf(await recommended('reader', 100));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThan(30);
});

test('what is wrong with a request is told', async () => {
  const event = { resource, pathParameters: { user_id: 'u' }, multiValueQueryStringParameters: { limit: ['0'] } };
  const { statusCode, headers } = await respond(answering(), event);
  expect(statusCode).toBe(400);
  expect(headers?.['content-type']).toBe('application/problem+json; charset=utf-8');
});

test('an index that is not there yet is one without documents', async () => {
  const missing = { recommendations: 'no-recommendations', popularProducts: 'no-popular', clientQueries: 'no-queries' };
  const { statusCode, body } = await respond(answering({ indices: { ...indices.names, ...missing } }), {
    resource,
    pathParameters: { user_id: 'reader' },
  });
  expect(statusCode).toBe(200);
  expect((JSON.parse(body) as { items: unknown[] }).items).toHaveLength(10);
});

test('while OpenSearch is down recommendations are not available', async () => {
  const client = openSearchClient(
    { url: 'http://127.0.0.1:9', auth: 'none', region: 'us-east-1' },
    { requestTimeout: 500, maxRetries: 0 },
  );
  const failure = await respond(answering({ client }), { resource, pathParameters: { user_id: 'u' } }).catch(problemOf);
  expect(failure).toMatchObject({ status: 503 });
});
