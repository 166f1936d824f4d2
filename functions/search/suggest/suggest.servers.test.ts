import { afterAll, beforeAll, expect, test } from 'vitest';
import { indexing } from '../../../tests/support/deployed.ts';
import { testIndices, type TestIndices } from '../../../tests/support/indices.ts';
import { aRecord, keepingPublisher } from '../../../tests/support/records.ts';
import { shopWindow } from '../../../tests/support/shop-window.ts';
import { readTyped } from './request.ts';
import { suggest, type Suggestions } from './suggest.ts';

let indices: TestIndices;
beforeAll(async () => {
  indices = await testIndices();
  await indexing(
    indices,
    keepingPublisher(),
  )(shopWindow.map((product) => aRecord('filtered_products', product.product_id, product)));
  await indices.refresh();
});
afterAll(async () => indices.remove());

async function suggested(q: string): Promise<Suggestions> {
  const read = readTyped({ q: [q] });
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return suggest(indices.client, indices.names.filteredProducts, read.typed);
}

const ids = ({ products }: Suggestions): string[] => products.map(({ product_id }) => product_id);

test.each([
  ['ч', 'watch-casio'],
  ['час', 'watch-casio'],
  ['наушн', 'headphones'],
  ['кроссовки для б', 'sneakers'],
  ['умных часов xia', 'watch-smart'],
  ['ЁЛК', 'tree'],
  ['casi', 'watch-casio'],
  ['наушн бесп', 'headphones'],
])('«%s» begins what finds %s', async (q, id) => {
  const found = await suggested(q);
  expect(ids(found)).toContain(id);
  expect(found).not.toHaveProperty('corrected');
});

test('the categories of what matches are suggested, those of most products first', async () => {
  expect((await suggested('час')).categories[0]).toEqual({ category: 'Часы', count: 4 });
});

test.each([
  ['yfeiy', { to: 'наушн', kind: 'layout' }, 'headphones'],
  ['наушнеки', { to: 'наушники', kind: 'spelling' }, 'headphones'],
])('«%s» is corrected, and the answer says so', async (q, corrected, id) => {
  const found = await suggested(q);
  expect(found.corrected).toEqual({ from: q, ...corrected });
  expect(ids(found)).toContain(id);
});

test.each(['', ' ', '!!!', 'ыаывпфывр', '*', '\u0000', '\uD800'])('nothing is suggested for «%s»', async (q) => {
  expect(await suggested(q)).toMatchObject({ products: [], categories: [] });
});

test('what was typed has to be said, once, and not at length', () => {
  for (const parameters of [{}, { q: ['a', 'b'] }, { q: ['я'.repeat(201)] }, { q: ['a'], limit: ['21'] }])
    expect(readTyped(parameters).ok).toBe(false);
});
