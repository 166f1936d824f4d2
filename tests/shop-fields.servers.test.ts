import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { respond } from '../functions/search/respond.ts';
import { categoryId } from '../modules/category-stats/category-stats.ts';
import { FlowInProcess } from './support/flow-in-process.ts';
import { testIndices, type TestIndices } from './support/indices.ts';
import { uniqueName } from './support/instance.ts';
import { aRule, keepingPublisher, someHeaders } from './support/records.ts';
import { searchingIn } from './support/searching.ts';

// What shops' own software puts into a product beside what the platform names: none of it may cost the product anything.

let indices: TestIndices;
let flow: FlowInProcess;
let id: string;
beforeAll(async () => {
  indices = await testIndices();
});
afterAll(async () => indices.remove());
beforeEach(() => {
  flow = new FlowInProcess(indices);
  id = uniqueName('p');
});

/** A product with this JSON beside what it needs, as text: some of it no JavaScript value can hold. */
const withFields = (fields: string, more = '"stock":{"available":5}'): string =>
  `{"product_id":"${id}","name":"Весы напольные","price":{"amount":1990,"currency":"RUB"},"category":"${id}",${more},${fields}}`;

async function send(...values: (string | null)[]): Promise<void> {
  for (const [n, value] of values.entries()) {
    const headers = someHeaders({ version: String(1_700_000_000_000 + n) });
    flow.send([{ topic: 'products', key: id, value, headers }]);
    await flow.settle();
  }
}

const ask = async (event: object) => respond(searchingIn(indices, keepingPublisher()), event);

const page = () => ask({ resource: '/products/{product_id}', pathParameters: { product_id: id } });

const hitsSchema = z.object({ hits: z.array(z.looseObject({ product_id: z.string() })) });

async function search(): Promise<z.infer<typeof hitsSchema>['hits']> {
  const { body } = await ask({
    resource: '/products',
    multiValueQueryStringParameters: { name: ['весы'], category: [id] },
  });
  return hitsSchema.parse(JSON.parse(body)).hits;
}

const figures = async (): Promise<unknown> =>
  (await indices.client.get({ index: indices.names.categoryStats, id: categoryId(id) })).body._source;

const fields: readonly string[] = [
  '"_id":{"$oid":"6a1f00c2d4e85b7790aa1122"}',
  '"_id":"6a1f00c2d4e85b7790aa1123"',
  ...[
    '_source',
    '_index',
    '_version',
    '_routing',
    '_seq_no',
    '_ignored',
    '_field_names',
    '_type',
    '_score',
    '_class',
  ].map((name) => `"${name}":"x"`),
  '"_source":{"a":1}',
  '"name.en":"Scales"',
  '"category.id":17',
  '"brand.id":7',
  '"stock.available.total":7',
  '".hidden":1',
  '"a..b":1',
  '".":1',
  '"":"x"',
  '" ":"x"',
  '"in_stock.x":true',
  '"version.x":1',
  '"price.old":100',
  '"Вес, кг.":1.5',
  '"specifications":{"Вес, кг.":1,".":2,"":3,"a..b":4}',
  '"spelled":{"a":1}',
  '"spelled":["слово","другое"]',
  '"version":"1.2.3"',
  '"in_stock":"да"',
  '"state":"withdrawn"',
  '"shop_json":{"a":1}',
  '"price_minor":"много"',
  '"ban_list_version":"abc"',
  '"stock_value_minor":{"a":1}',
  '"reasons":"нет"',
  '"withdrawn_at":"вчера"',
  '"constructor":{"prototype":{"x":1}}',
  '"specifications":{"constructor":{"prototype":"серийный"}}',
  '"specifications":{"constructor":"ООО «Стройка»","toString":1}',
  '"specifications":{"__proto__":"серийный","вес":5}',
  '"__proto__":{"in_stock":false}',
  '"specifications":{"serial":12345678901234567890,"even":9007199254740993,"weight":1.50,"far":1e400}',
  `"specifications":{${Array.from({ length: 1_500 }, (_, n) => `"key ${n}":${n}`).join(',')}}`,
  `"${'имя'.repeat(17_000)}":1`,
];

test.each(fields.map((each) => [each.slice(0, 80), each]))(
  'a product with %s is found, counted, and shown as the shop sent it',
  async (_, more) => {
    const sent = withFields(more);
    await send(sent);
    expect(flow.topic('dead_letters')).toEqual([]);
    expect(await search()).toMatchObject([{ product_id: id, name: 'Весы напольные', in_stock: true }]);
    const { statusCode, body } = await page();
    expect(statusCode).toBe(200);
    const shown = /^\{(?:.*,)?"in_stock":"да"/su.test(sent)
      ? sent.replace('"in_stock":"да"', '"in_stock":true')
      : undefined;
    expect(body).toBe(shown ?? `${sent.slice(0, -1)},"in_stock":true}`);
    expect(await figures()).toMatchObject({ count: 1, available_units: 5, prices: [{ currency: 'RUB', products: 1 }] });
  },
);

test.each([
  ['units', '"stock.available":1000000', { available_units: 0, in_stock: 0 }],
  ['a currency', '"price.currency":"USD"', { prices: [{ currency: 'RUB', products: 1 }] }],
  ['a price', '"price.amount":1,"price_minor":1', { prices: [{ min: 1990, max: 1990 }] }],
  ['a category', '"category.text":"Другая"', { category: expect.any(String) as unknown, count: 1 }],
])('a name with a point does not pass off %s that the product has not', async (_, more, expected) => {
  await send(withFields(more, '"stock":{"available":0}'));
  expect(await figures()).toMatchObject(expected);
});

test('a later change of a product holds, whatever fields it has', async () => {
  await send(withFields('"a":1'), withFields('"_id":"6a1f00c2d4e85b7790aa1124"', '"stock":{"available":0}'));
  expect(await search()).toMatchObject([{ in_stock: false }]);
});

test('a rejected product is among the rejected with its rule, whatever fields it has', async () => {
  flow.ban('ban-1', aRule({ kind: 'phrase', value: 'весы' }));
  await send(withFields('"_routing":"x","product.name":"y"'));
  const { body } = await indices.client.search({
    index: indices.names.rejectedProducts,
    body: { query: { term: { product_id: id } } },
  });
  expect(body.hits.hits.map(({ _source }) => _source)).toMatchObject([
    { product_id: id, product: { name: 'Весы напольные' }, reasons: [{ rule_id: 'ban-1', field: 'name' }] },
  ]);
  expect(await search()).toEqual([]);
  expect((await page()).statusCode).toBe(404);
});
