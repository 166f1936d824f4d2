import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { testIndices, type TestIndices } from '../../tests/support/indices.ts';
import { aProduct, aRecord, keepingPublisher } from '../../tests/support/records.ts';
import { searchingIn } from '../../tests/support/searching.ts';
import { shopWindow } from '../../tests/support/shop-window.ts';
import { indexing } from '../../tests/support/deployed.ts';
import { openSearchClient } from '../../modules/opensearch/client.ts';
import { querySchema } from '../../modules/ubi/query.ts';
import type { SearchAnswer } from './answer.ts';
import type { Problem } from '../../modules/http/problem.ts';
import { problemOf } from '../../modules/http/problem.ts';
import { respond, type SearchDependencies } from './respond.ts';

let indices: TestIndices;
const published = keepingPublisher();
beforeEach(() => published.published.splice(0));
beforeAll(async () => {
  indices = await testIndices();
  const records = shopWindow.map((product) => aRecord('filtered_products', product.product_id, product));
  await indexing(indices, published)(records);
  await indices.refresh();
});
afterAll(async () => indices.remove());

const searching = (more: Partial<SearchDependencies> = {}): SearchDependencies => ({
  ...searchingIn(indices, published),
  ...more,
});

const get = async (parameters: Record<string, string | string[]>) =>
  respond(searching(), {
    resource: '/products',
    multiValueQueryStringParameters: Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [name, Array.isArray(value) ? value : [value]]),
    ),
  });

async function search(parameters: Record<string, string | string[]>): Promise<SearchAnswer> {
  const { statusCode, body } = await get(parameters);
  expect(statusCode).toBe(200);
  return JSON.parse(body) as SearchAnswer;
}

const ids = ({ hits }: SearchAnswer): string[] => hits.map(({ product_id }) => product_id);

/** What people type, what must come first (in this order), and what must not come at all. */
const judgements: readonly { asked: string; first: string[]; never?: string[] }[] = [
  { asked: 'часы наручные', first: ['watch-casio'] },
  { asked: 'наручных часов', first: ['watch-casio'] },
  { asked: 'умные часы xiaomi', first: ['watch-smart'] },
  { asked: 'сяоми часы', first: ['watch-smart'] },
  { asked: 'часы для бега', first: ['watch-smart'], never: ['sneakers'] },
  { asked: 'кроссовки', first: ['sneakers'] },
  { asked: 'смартфон', first: ['phone', 'phone-case'] },
  { asked: 'телефон xiaomi', first: ['phone'], never: ['phone-case'] },
  { asked: 'айфон', first: ['iphone'], never: ['phone'] },
  { asked: 'наушники', first: ['headphones', 'headset'] },
  { asked: 'гарнитура', first: ['headset', 'headphones'] },
  { asked: 'чайник', first: ['kettle', 'teapot'], never: ['tea'] },
  { asked: 'чай', first: ['tea'], never: ['kettle'] },
  { asked: 'елка', first: ['tree'] },
  { asked: 'ЁЛКИ', first: ['tree'] },
  { asked: 'сумок', first: ['bag'] },
  { asked: 'рубашек мужских', first: ['shirt'] },
  { asked: 'палаток', first: ['tent'] },
  { asked: 'серёг', first: ['earrings'] },
  { asked: 'духи', first: ['perfume'], never: ['oven'] },
  { asked: 'подарок мужчине', first: [], never: ['tea'] },
  { asked: 'электрочайник', first: [], never: ['tea'] },
];

test.each(judgements)('«$asked» finds $first first, and not $never', async ({ asked, first, never = [] }) => {
  const found = ids(await search({ name: asked }));
  expect(found.slice(0, first.length)).toEqual(first);
  expect(found.filter((id) => never.includes(id))).toEqual([]);
});

test.each(['часы', 'часов', 'Часами', 'чясы', 'xfcs'])('«%s» finds all watches before anything else', async (name) => {
  const found = ids(await search({ name }));
  expect(found.slice(0, 4).toSorted()).toEqual(['watch-casio', 'watch-gone', 'watch-smart', 'watch-wall']);
  expect(found).not.toContain('per-hour');
});

test.each([
  ['чясы', { from: 'чясы', to: 'часы', kind: 'spelling' }],
  ['наушнеки', { from: 'наушнеки', to: 'наушники', kind: 'spelling' }],
  ['xfcs', { from: 'xfcs', to: 'часы', kind: 'layout' }],
  ['чшфщьш', { from: 'чшфщьш', to: 'xiaomi', kind: 'layout' }],
])('«%s» is corrected, and the answer says so', async (name, corrected) => {
  const answer = await search({ name });
  expect(answer.corrected).toEqual(corrected);
  expect(answer.total).toBeGreaterThan(0);
});

test('a text that finds something is never corrected', async () => {
  expect(await search({ name: 'чай' })).not.toHaveProperty('corrected');
  expect(await search({ name: 'часы', category: 'Обувь' })).toMatchObject({ total: 0, hits: [] });
});

test('several words, one of which is mistyped, are found', async () => {
  expect(ids(await search({ name: 'ремешок кажаный' }))[0]).toBe('strap');
});

test.each(['ыаывпфывр', '!!!', '🙂', '"', '\\', 'name:часы AND (', '*', '\u0000'])(
  'the text «%s» is only a text',
  async (name) => {
    expect((await get({ name })).statusCode).toBe(200);
  },
);

test('prices filter in roubles and kopecks, and products in other currencies stay out', async () => {
  const found = await search({ min_price: '4999.90', max_price: '5990', sort: 'price_asc' });
  expect(ids(found)).toEqual(['watch-smart', 'watch-casio']);
  expect(ids(await search({ max_price: '20', currency: 'USD' }))).toEqual(['dollars']);
});

test('categories and brands may be several of each', async () => {
  const found = await search({ category: ['Часы', 'Смартфоны'], brand: ['Xiaomi', 'Apple'], sort: 'price_desc' });
  expect(ids(found)).toEqual(['iphone', 'phone', 'watch-smart']);
});

test('what is not in stock can be left out, or looked for', async () => {
  expect(ids(await search({ name: 'часы', in_stock: 'true' }))).not.toContain('watch-gone');
  expect(ids(await search({ name: 'часы', in_stock: 'false' }))).toEqual(['watch-gone']);
});

test('facets count what choosing another value would give', async () => {
  const { facets, total } = await search({ name: 'часы', category: 'Часы', brand: 'Полдень' });
  expect(total).toBe(1);
  expect(facets.brand).toContainEqual({ value: 'Casio', count: 1 });
  expect(facets.category).toContainEqual({ value: 'Аксессуары', count: 1 });
  expect(facets.category).not.toContainEqual(expect.objectContaining({ value: 'Смартфоны' }) as unknown);
  expect(facets.price).toEqual([
    { to: 1_000, count: 0 },
    { from: 1_000, to: 5_000, count: 1 },
    { from: 5_000, to: 10_000, count: 0 },
    { from: 10_000, to: 50_000, count: 0 },
    { from: 50_000, count: 0 },
  ]);
});

test('prices sort both ways, by kopecks', async () => {
  const found = await search({ name: 'часы', category: 'Часы', sort: 'price_asc' });
  expect(ids(found)).toEqual(['watch-wall', 'watch-smart', 'watch-casio', 'watch-gone']);
  const dearest = await search({ name: 'часы', category: 'Часы', sort: 'price_desc' });
  expect(ids(dearest)).toEqual(ids(found).toReversed());
});

test('the newest come first, and what has no date last', async () => {
  expect(ids(await search({ sort: 'newest' })).slice(0, 3)).toEqual(['bag', 'backpack', 'tent']);
});

test.each(['relevance', 'newest', 'price_asc'])('pages by %s neither repeat nor skip a product', async (sort) => {
  const all: string[] = [];
  for (let page = 1; page <= 7; page++) {
    const answer = await search({ sort, page: String(page), page_size: '4' });
    expect(answer).toMatchObject({ page, page_size: 4 });
    all.push(...ids(answer));
  }
  const sold = shopWindow.filter(({ price }) => sort !== 'price_asc' || price.currency === 'RUB');
  expect(all.toSorted()).toEqual(sold.map(({ product_id }) => product_id).toSorted());
});

test('highlights mark the words in any form, and are safe as HTML', async () => {
  const [casio] = (await search({ name: 'часов' })).hits;
  expect(casio?.highlight?.['name']?.[0]).toContain('<em>');
  const [shelf] = (await search({ name: 'полка навесная' })).hits;
  expect(shelf?.highlight?.['name']).toEqual([
    '<em>Полка</em> &lt;b&gt;<em>навесная</em>&lt;&#x2F;b&gt; &amp; кронштейн',
  ]);
  expect(shelf?.highlight?.['description']?.[0]).not.toContain('<script>');
});

test('an answer names its hits as the contract says', async () => {
  const answer = await search({ name: 'iphone' });
  expect(answer).toMatchObject({ total: 1, page: 1, page_size: 20 });
  expect(answer.took_ms).toBeGreaterThanOrEqual(0);
  expect(answer.hits[0]).toEqual({
    product_id: 'iphone',
    name: 'iPhone 15 128 ГБ',
    category: 'Смартфоны',
    brand: 'Apple',
    price: { amount: 79_990, currency: 'RUB' },
    in_stock: true,
    stock: { available: 3 },
    score: expect.any(Number) as unknown,
    highlight: { name: ['<em>iPhone</em> 15 128 ГБ'] },
  });
});

test('answers are JSON in UTF-8 that nobody between may keep', async () => {
  const { headers } = await get({ name: 'часы' });
  expect(headers).toEqual({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'private, no-store',
  });
});

test('each search is recorded with what it found', async () => {
  const answer = await search({ name: 'часы', user_id: 'user123', page_size: '2' });
  const [record] = published.published;
  expect(record).toMatchObject({ topic: 'client_queries', key: 'user123' });
  const query = querySchema.parse(JSON.parse(String(record?.value)));
  expect(query).toMatchObject({ query_id: answer.query_id, user_query: 'часы', query_response_hit_ids: ids(answer) });
});

test('a recorded search is found among the queries', async () => {
  const answer = await search({ name: 'часы', user_id: 'user124' });
  const value: unknown = JSON.parse(String(published.published[0]?.value));
  await indexing(indices, published)([aRecord('client_queries', 'user124', value)]);
  await indices.refresh();
  const { body } = await indices.client.search({
    index: indices.names.clientQueries,
    body: { query: { bool: { filter: [{ term: { user_id: 'user124' } }, { match: { user_query: 'часов' } }] } } },
  });
  expect(body.hits.hits.map(({ _id }) => _id)).toEqual([answer.query_id]);
});

test('a search that is refused names each wrong parameter and is not recorded', async () => {
  const { statusCode, body, headers } = await get({ page: '0', colour: 'red' });
  expect(statusCode).toBe(400);
  expect(headers?.['content-type']).toBe('application/problem+json; charset=utf-8');
  const { errors } = JSON.parse(body) as Problem;
  expect(errors?.map(({ parameter }) => parameter)).toEqual(['page', 'colour']);
  expect(published.published).toEqual([]);
});

const getProduct = async (id: string) =>
  respond(searching(), { resource: '/products/{product_id}', pathParameters: { product_id: id } });

test('a product is answered as its shop sent it, and whether it is in stock', async () => {
  const { statusCode, body } = await getProduct('watch-smart');
  expect(statusCode).toBe(200);
  const sent = shopWindow.find(({ product_id }) => product_id === 'watch-smart');
  expect(JSON.parse(body)).toEqual({ ...sent, in_stock: true });
});

const names = {
  constructor: { prototype: { x: 1 } },
  specifications: { constructor: { prototype: 'серийный' }, toString: 1 },
};

test.each([
  ['with names of JavaScript', names, names],
  ['without the field that could not be read', { brand: 7, sku: 'S-1' }, { sku: 'S-1' }],
])('a product is shown %s', async (_, fields, shown) => {
  const { brand: _brand, sku: _sku, specifications: _specifications, ...product } = aProduct({ product_id: 'shown' });
  const records = [aRecord('filtered_products', 'shown', { ...product, ...fields })];
  await indexing(indices, keepingPublisher())(records);
  const { statusCode, body } = await getProduct('shown');
  expect({ statusCode, product: JSON.parse(body) as unknown }).toEqual({
    statusCode: 200,
    product: { ...product, ...shown, in_stock: expect.any(Boolean) as unknown },
  });
});

test('who has a product by its tag is not sent it again, and parameters that one does not have are refused', async () => {
  const { headers } = await getProduct('watch-smart');
  expect(headers).toMatchObject({
    etag: expect.stringMatching(/^"/u) as unknown,
    'cache-control': 'private, no-cache',
  });
  const event = { resource: '/products/{product_id}', pathParameters: { product_id: 'watch-smart' } };
  const { statusCode, body } = await respond(searching(), { ...event, multiValueQueryStringParameters: { x: ['1'] } });
  expect({ statusCode, problem: JSON.parse(body) as unknown }).toMatchObject({
    statusCode: 400,
    problem: { detail: 'x: is not a parameter of a product' },
  });
});

test('a search in a currency finds only what is sold in it', async () => {
  expect(ids(await search({ currency: 'USD' }))).toEqual(['dollars']);
});

test.each(['nobody', 'я'.repeat(300), '..', '%00', '_search'])('there is no product %s', async (id) => {
  expect((await getProduct(id)).statusCode).toBe(404);
});

const whileDown = (index?: string) =>
  searching({
    client: openSearchClient(
      { url: 'http://127.0.0.1:9', auth: 'none', region: 'us-east-1' },
      { requestTimeout: 500, maxRetries: 1 },
    ),
    ...(index !== undefined && { index, products: index, client: indices.client }),
  });

test.each(['/products', '/products/{product_id}'])('while OpenSearch is down %s is not available', async (resource) => {
  const event = { resource, pathParameters: { product_id: 'p' } };
  await expect(respond(whileDown(), event).catch((error: unknown) => problemOf(error))).resolves.toMatchObject({
    status: 503,
  });
});

test('before there is an index the search is not available', async () => {
  for (const resource of ['/products', '/products/{product_id}']) {
    const event = { resource, pathParameters: { product_id: 'p' } };
    const problem = await respond(whileDown('no-such-index'), event).catch((error: unknown) => problemOf(error));
    expect(z.object({ status: z.number() }).parse(problem)).toEqual({ status: 503 });
  }
});

test('an event that is not from API Gateway is a failure of ours', async () => {
  const problem = await respond(searching(), { Records: [] }).catch((error: unknown) => problemOf(error));
  expect(problem).toMatchObject({ status: 500 });
});

test.each(['потокf5f3ea37', '550E8400-E29B-41D4-A716-446655440000', '550e8400e29b41d4a716446655440000'])(
  'an id of many parts, asked for as %s, finds its product',
  async (asked) => {
    const product = aProduct({
      product_id: 'потокf5f3ea37',
      sku: '550e8400-e29b-41d4-a716-446655440000',
      name: 'Чайник потокf5f3ea37',
    });
    await indexing(indices, published)([aRecord('filtered_products', product.product_id, product)]);
    await indices.refresh();
    expect(ids(await search({ name: asked }))).toEqual([product.product_id]);
  },
);
