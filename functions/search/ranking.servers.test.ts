import { afterAll, beforeAll, expect, test } from 'vitest';
import { indexing } from '../../tests/support/deployed.ts';
import { testIndices, type TestIndices } from '../../tests/support/indices.ts';
import { aProduct, aRecord, keepingPublisher } from '../../tests/support/records.ts';
import { searchingIn } from '../../tests/support/searching.ts';
import type { SearchAnswer } from './answer.ts';
import { respond } from './respond.ts';

const soldOut = { stock: { available: 0 } };
const products = [
  aProduct({ product_id: 'a-plain', name: 'Чайник зелёный' }),
  aProduct({ product_id: 'b-popular', name: 'Чайник зелёный' }),
  aProduct({ product_id: 'c-sold-out', name: 'Чайник', ...soldOut }),
  aProduct({ product_id: 'd-popular-sold-out', name: 'Чайник зелёный', ...soldOut }),
  aProduct({ product_id: 'e-most-popular', name: 'Крышка для чайника зелёного' }),
];
const popular = ['e-most-popular', 'd-popular-sold-out', 'b-popular'];

let indices: TestIndices;
const published = keepingPublisher();
beforeAll(async () => {
  indices = await testIndices();
  await indexing(indices, published)(products.map((each) => aRecord('filtered_products', each.product_id, each)));
  for (const [place, id] of popular.entries())
    await indices.client.index({
      index: indices.names.popularProducts,
      id,
      body: { product_id: id, category: 'Посуда', score: 9 - place, rank: place + 1, rank_in_category: place + 1 },
    });
  await indices.refresh();
});
afterAll(async () => indices.remove());

test('of equally relevant products those in stock come first, then popular ones; no popularity makes up for relevance', async () => {
  const event = { resource: '/products', multiValueQueryStringParameters: { name: ['чайник'] } };
  const { hits } = JSON.parse((await respond(searchingIn(indices, published), event)).body) as SearchAnswer;
  expect(hits.map(({ product_id }) => product_id)).toEqual([
    'b-popular',
    'a-plain',
    'd-popular-sold-out',
    'c-sold-out',
    'e-most-popular',
  ]);
});
