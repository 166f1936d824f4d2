import { afterAll, beforeAll, expect, test } from 'vitest';
import { testIndices, type TestIndices } from '../../tests/support/indices.ts';
import { categoryId, type CategoryStats } from '../../modules/category-stats/category-stats.ts';
import { respond } from './respond.ts';

let indices: TestIndices;
const stats = (category: string, count: number): CategoryStats => ({
  category,
  count,
  in_stock: 0,
  in_stock_share: 0,
  available_units: 0,
  brands: 0,
  stores: 0,
  newest_change: '2026-01-01T00:00:00.000Z',
  prices: [],
  computed_at: '2026-01-01T00:00:01.000Z',
});
const slashed = 'Дом/«сад» "и" 🌳';
const categories = [stats('Ящики', 2), stats('Ёлки', 2), stats('Часы', 7), stats(slashed, 1), stats('Жилеты', 1)];

beforeAll(async () => {
  indices = await testIndices();
  const index = indices.names.categoryStats;
  for (const body of categories) await indices.client.index({ index, id: categoryId(body.category), body });
  await indices.client.index({ index, id: 'gone', body: { category: 'Пропала', pending: true } });
  await indices.refresh();
});
afterAll(async () => indices.remove());

const ask = async (event: object): Promise<{ status: number; body: unknown }> => {
  const { client, names } = indices;
  const { statusCode, body } = await respond({ client, index: names.categoryStats }, event);
  return { status: statusCode, body: JSON.parse(body) };
};
const list = (parameters: Record<string, string[]> | null = null) =>
  ask({ resource: '/categories', multiValueQueryStringParameters: parameters });
const one = (category: string) => ask({ resource: '/categories/{category+}', pathParameters: { category } });

test('all categories are listed, the ones with the most products first', async () => {
  const { status, body } = await list();
  expect(status).toBe(200);
  expect(body).toEqual({
    total: 5,
    categories: [categories[2], categories[1], categories[0], categories[3], categories[4]],
  });
});

test('a list by name goes by the Russian alphabet, and the total counts what a limit leaves out', async () => {
  const { body } = await list({ sort: ['name'], limit: ['3'] });
  expect(body).toMatchObject({
    total: 5,
    categories: [{ category: slashed }, { category: 'Ёлки' }, { category: 'Жилеты' }],
  });
});

test.each([
  [{ sort: ['price'] }, 'sort: must be count or name'],
  [{ limit: ['0'] }, 'limit: must be a whole number from 1 on'],
  [{ page: ['2'] }, 'page: is not a parameter of this list'],
])('%j is refused with the reason', async (parameters, detail) => {
  expect(await list(parameters as Record<string, string[]>)).toMatchObject({ status: 400, body: { detail } });
});

test.each([slashed, encodeURIComponent(slashed)])('one category is found by its name: %s', async (name) => {
  expect(await one(name)).toEqual({ status: 200, body: categories[3] });
});

test.each(['Нет такой', 'Пропала'])('a category without products is not found: %s', async (name) => {
  expect(await one(name)).toMatchObject({ status: 404, body: { title: 'Not Found' } });
});

test('another path is not found', async () => {
  expect(await ask({ resource: '/products' })).toMatchObject({ status: 404 });
});
