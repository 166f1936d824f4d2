import { afterAll, beforeAll, expect, test } from 'vitest';
import { indexing } from '../../tests/support/deployed.ts';
import { testIndices, type TestIndices } from '../../tests/support/indices.ts';
import { aProduct, aRecord, keepingPublisher } from '../../tests/support/records.ts';
import { searchAnswer, type SearchAnswer } from './answer.ts';
import { readQuery } from './query.ts';
import { searchProducts } from './search.ts';

/** More than OpenSearch pages through by numbers. */
const count = 10_250;
const batch = 1_000;

let indices: TestIndices;
beforeAll(async () => {
  indices = await testIndices();
  const index = indexing(indices, keepingPublisher());
  for (let from = 0; from < count; from += batch) {
    const numbers = Array.from({ length: Math.min(batch, count - from) }, (_, n) => from + n);
    await index(
      numbers.map((n) => {
        // Many have the same price and the same date, and some have none.
        const created_at = n % 7 === 0 ? undefined : `2026-01-${String((n % 28) + 1).padStart(2, '0')}`;
        const price = { amount: (n % 500) + 0.99, currency: 'RUB' };
        return aRecord('filtered_products', `p${n}`, aProduct({ product_id: `p${n}`, price, created_at }));
      }),
    );
  }
  await indices.refresh();
});
afterAll(async () => indices.remove());

async function page(parameters: Readonly<Record<string, string[]>>): Promise<SearchAnswer> {
  const read = readQuery({ page_size: ['100'], ...parameters });
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  const found = await searchProducts(indices.client, indices.names.filteredProducts, read.query, ['p9', 'p3']);
  return searchAnswer(read.query, found, 'q', 0);
}

test.each(['price_asc', 'price_desc', 'newest', 'popularity', 'relevance'])(
  'going on by %s from one answer to the next finds each of ten thousand products once',
  async (sort) => {
    const seen: string[] = [];
    for (let after: string | undefined, pages = 0; pages <= count / 100 + 1; pages++) {
      const { hits, next } = await page({ sort: [sort], ...(after !== undefined && { after: [after] }) });
      seen.push(...hits.map(({ product_id }) => product_id));
      if (next === undefined) break;
      after = next;
    }
    expect(seen).toHaveLength(count);
    expect(new Set(seen).size).toBe(count);
  },
);

test('by relevance to a text there is no going on, and an answer that is all has none', async () => {
  expect(await page({ name: ['часы'] })).not.toHaveProperty('next');
  expect(await page({ product_id: ['p1'] })).not.toHaveProperty('next');
});
