import { afterAll, beforeAll, expect, test } from 'vitest';
import { indexing } from '../../tests/support/deployed.ts';
import { testIndices, type TestIndices } from '../../tests/support/indices.ts';
import { aProduct, aRecord, keepingPublisher } from '../../tests/support/records.ts';
import { searchingIn } from '../../tests/support/searching.ts';
import type { Product } from '../../modules/product/product.ts';
import type { SearchAnswer } from './answer.ts';
import { respond } from './respond.ts';

const kettle = (id: string, colour: string, material: string, more: Partial<Product> = {}): Product =>
  aProduct({
    product_id: id,
    name: `Чайник электрический ${id}`,
    category: 'Техника для кухни',
    specifications: { Цвет: colour, Материал: material },
    tags: ['чайник'],
    ...more,
  });

const products: readonly Product[] = [
  kettle('белый-пластик', 'белый', 'пластик', { brand: 'Утро', price: { amount: 1_500, currency: 'RUB' } }),
  kettle('белый-сталь', 'белый', 'сталь', { brand: 'Утро' }),
  kettle('синий-сталь', 'синий', 'сталь', {
    description: `${'Кипятит литр за две минуты. '.repeat(30)}Конец.`,
    images: [{ url: 'https://images.example.com/1.jpg', alt: 'сбоку' }],
  }),
  aProduct({
    product_id: 'плита',
    name: 'Плита газовая',
    category: 'Техника для кухни',
    specifications: { Цвет: 'белый' },
  }),
  aProduct({
    product_id: 'доллары',
    name: 'Чайник походный',
    category: 'Поход',
    price: { amount: 20, currency: 'USD' },
  }),
  aProduct({ product_id: 'store/7/similar', name: 'Ёлка', category: 'Ёлки и гирлянды', stock: { available: 0 } }),
];

let indices: TestIndices;
const published = keepingPublisher();
beforeAll(async () => {
  indices = await testIndices();
  await indexing(
    indices,
    published,
  )(products.map((product) => aRecord('filtered_products', product.product_id, product)));
  for (const [place, id] of ['плита', 'синий-сталь'].entries())
    await indices.client.index({
      index: indices.names.popularProducts,
      id,
      body: { product_id: id, category: 'Техника для кухни', score: 9 - place, rank: place + 1, rank_in_category: 1 },
    });
  await indices.refresh();
});
afterAll(async () => indices.remove());

const ask = async (event: object) => respond(searchingIn(indices, published), event);

async function search(multiValueQueryStringParameters: Readonly<Record<string, string[]>>): Promise<SearchAnswer> {
  const { statusCode, body } = await ask({ resource: '/products', multiValueQueryStringParameters });
  expect(statusCode).toBe(200);
  return JSON.parse(body) as SearchAnswer;
}

const ids = ({ hits }: SearchAnswer): string[] => hits.map(({ product_id }) => product_id).toSorted();

test('within a category its specifications are facets, the commonest first', async () => {
  const { facets } = await search({ category: ['Техника для кухни'] });
  expect(facets.specifications).toEqual([
    {
      name: 'Цвет',
      values: [
        { value: 'белый', count: 3 },
        { value: 'синий', count: 1 },
      ],
    },
    {
      name: 'Материал',
      values: [
        { value: 'сталь', count: 2 },
        { value: 'пластик', count: 1 },
      ],
    },
  ]);
  expect((await search({})).facets).not.toHaveProperty('specifications');
});

test('values of one specification are alternatives, of two both must hold, and each facet counts what else could be chosen', async () => {
  const category = ['Техника для кухни'];
  const steel = await search({ category, specification: ['Материал:сталь'] });
  expect(ids(steel)).toEqual(['белый-сталь', 'синий-сталь']);
  const both = await search({ category, specification: ['Материал:сталь', 'Материал:пластик', 'Цвет: белый'] });
  expect(ids(both)).toEqual(['белый-пластик', 'белый-сталь']);
  const one = await search({ category, specification: ['Материал:сталь', 'Цвет:синий'] });
  expect(one.facets.specifications).toEqual([
    { name: 'Материал', values: [{ value: 'сталь', count: 1 }] },
    {
      name: 'Цвет',
      values: [
        { value: 'белый', count: 1 },
        { value: 'синий', count: 1 },
      ],
    },
  ]);
});

test.each(['техника для кухни', ' ТЕХНИКА   ДЛЯ КУХНИ '])(
  'the category «%s» is found in any case and with any blanks',
  async (name) => {
    expect(await search({ category: [name] })).toMatchObject({ total: 4, facets: { specifications: [{}, {}] } });
  },
);

test('a category is found with е for ё', async () => {
  expect(ids(await search({ category: ['елки и гирлянды'] }))).toEqual(['store/7/similar']);
});

test('a currency that is asked for limits the hits, and without one there are hits in all', async () => {
  expect(ids(await search({ name: ['чайник'], currency: ['USD'] }))).toEqual(['доллары']);
  const { total, facets } = await search({ name: ['чайник'] });
  expect(total).toBe(4);
  expect(facets.currency).toEqual([
    { value: 'RUB', count: 3 },
    { value: 'USD', count: 1 },
  ]);
  expect((await search({ name: ['чайник'], currency: ['USD'] })).facets.price[1]).toEqual({
    from: 10,
    to: 50,
    count: 1,
  });
});

test('what buyers did most with comes first when hits are sorted by popularity', async () => {
  const { hits } = await search({ category: ['Техника для кухни'], sort: ['popularity'] });
  expect(hits.map(({ product_id }) => product_id)).toEqual(['плита', 'синий-сталь', 'белый-пластик', 'белый-сталь']);
});

test('several products are asked for at once by their ids, and nobody has searched', async () => {
  published.published.splice(0);
  const answer = await search({ product_id: ['плита', 'нет-такого', 'store/7/similar'] });
  expect(ids(answer)).toEqual(['store/7/similar', 'плита']);
  expect(published.published).toEqual([]);
  const many = Array.from({ length: 100 }, (_, n) => `id-${n}`);
  expect(await search({ product_id: [...many.slice(1), 'плита'] })).toMatchObject({ total: 1, page_size: 100 });
});

test('a hit shows the beginning of the description, pictures and the stock', async () => {
  const [hit] = (await search({ product_id: ['синий-сталь'] })).hits;
  expect(hit?.description).toMatch(/^Кипятит литр .{100,290}…$/u);
  expect(hit?.images).toEqual([{ url: 'https://images.example.com/1.jpg', alt: 'сбоку' }]);
  expect(hit?.stock).toEqual({ available: 3 });
});

const askSimilar = (id: string, parameters: Readonly<Record<string, string[]>> = {}) =>
  ask({
    resource: '/products/{product_id+}',
    pathParameters: { product_id: `${id}/similar` },
    multiValueQueryStringParameters: parameters,
  });

test('like a kettle are kettles, those of its category first, and never itself', async () => {
  const { statusCode, body } = await askSimilar('белый-сталь');
  expect(statusCode).toBe(200);
  const { product_id, items } = JSON.parse(body) as { product_id: string; items: { product_id: string }[] };
  expect(product_id).toBe('белый-сталь');
  expect(items.map((item) => item.product_id)).toEqual(['белый-пластик', 'синий-сталь', 'доллары']);
  expect(JSON.parse((await askSimilar('белый-сталь', { limit: ['1'] })).body)).toMatchObject({ items: [{}] });
});

test('there is nothing like a product that is not there, and a wrong parameter is named', async () => {
  expect((await askSimilar('nobody')).statusCode).toBe(404);
  expect((await askSimilar('плита', { size: ['5'] })).statusCode).toBe(400);
});
