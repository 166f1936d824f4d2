import { afterAll, beforeAll, expect, test } from 'vitest';
import { testIndices, type TestIndices } from '../../tests/support/indices.ts';
import type { PriceStats } from '../../modules/category-stats/category-stats.ts';
import { readCategories } from './categories.ts';

let indices: TestIndices;

const price = (currency: string, average: number): PriceStats => ({
  currency,
  products: 1,
  min: average,
  average,
  median: average,
  p95: average,
  max: average,
  stock_value: average,
});

beforeAll(async () => {
  indices = await testIndices();
  const index = indices.names.categoryStats;
  for (let count = 1; count <= 25; count += 1) {
    const prices = count === 25 ? [] : [price('RUB', count * 100), price('USD', count)];
    const body = { category: `Категория ${count}`, count, in_stock_share: 0.5, prices };
    await indices.client.index({ index, id: `${count}`, body });
  }
  const strange = { category: 'Дом/«сад» "и"\n🌳', count: 100, in_stock_share: 1, prices: [] };
  await indices.client.index({ index, id: 'strange', body: strange });
  await indices.client.index({ index, id: 'pending', body: { category: 'Пока не сосчитана', pending: true } });
  await indices.refresh();
});
afterAll(async () => indices.remove());

const samples = () => readCategories({ client: indices.client, names: indices.names, now: Date.now });

test('the 20 biggest categories have samples, so shops cannot make series without end', async () => {
  const counts = (await samples()).filter(({ name }) => name === 'marketplace_category_products');
  expect(counts.map(({ value }) => value)).toEqual([100, ...Array.from({ length: 19 }, (_, place) => 25 - place)]);
});

test('a category has its average price in the currency that most of its products have', async () => {
  const own = (await samples()).filter(({ labels }) => labels?.['category'] === 'Категория 24');
  expect(own).toEqual([
    { name: 'marketplace_category_products', labels: { category: 'Категория 24' }, value: 24 },
    { name: 'marketplace_category_in_stock_ratio', labels: { category: 'Категория 24' }, value: 0.5 },
    {
      name: 'marketplace_category_average_price',
      labels: { category: 'Категория 24', currency: 'RUB' },
      value: 2_400,
    },
  ]);
});

test('a category whose products have no price has no average', async () => {
  const own = (await samples()).filter(({ labels }) => labels?.['category'] === 'Категория 25');
  expect(own.map(({ name }) => name)).toEqual(['marketplace_category_products', 'marketplace_category_in_stock_ratio']);
});

test('a category is named so that a query of Grafana can hold it', async () => {
  const names = (await samples()).map(({ labels }) => labels?.['category']);
  expect(names).toContain('Дом/«сад» ”и” 🌳');
});
