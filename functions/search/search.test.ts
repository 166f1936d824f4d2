import { expect, test } from 'vitest';
import { answeringOpenSearch } from '../../tests/support/answering-opensearch.ts';
import { readQuery } from './query.ts';
import { searchProducts, type Found } from './search.ts';

const found = {
  took: 1,
  hits: { total: { value: 1 }, hits: [] },
  aggregations: {
    category: { values: { buckets: [] } },
    brand: { values: { buckets: [] } },
    currency: { values: { buckets: [] } },
    price: { values: { ranges: { buckets: [] } } },
    named: { doc_count: 1 },
  },
};

/** What a search makes of this answer of OpenSearch. */
async function search(response: object): Promise<Found> {
  const client = await answeringOpenSearch(() => ({ took: 1, responses: [response] }));
  const read = readQuery({ name: ['часы'] });
  if (!read.ok) throw new Error('the query cannot be read');
  return searchProducts(client, 'filtered_products', read.query);
}

test('what OpenSearch found in time is the answer', async () => {
  expect((await search(found)).result).toEqual(found);
});

test('what it had found when its time was up is no answer: it would seem to be all there is', async () => {
  await expect(search({ ...found, timed_out: true })).rejects.toMatchObject({ code: 'opensearch_unavailable' });
});
