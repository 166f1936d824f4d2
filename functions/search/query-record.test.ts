import { expect, test } from 'vitest';
import { querySchema } from '../../modules/ubi/query.ts';
import type { SearchAnswer } from './answer.ts';
import { queryRecord } from './query-record.ts';
import type { SearchQuery } from './query.ts';

const query: SearchQuery = {
  name: 'часы',
  category: ['Часы'],
  brand: [],
  specification: [],
  product_id: [],
  currency: 'RUB',
  sort: 'relevance',
  page: 1,
  page_size: 20,
};
const price = { amount: 1, currency: 'RUB' };
const answer: SearchAnswer = {
  query_id: 'q1',
  total: 1,
  took_ms: 7,
  page: 1,
  page_size: 20,
  hits: [{ product_id: 'p1', name: 'Часы', category: 'Часы', brand: null, price, in_stock: true, score: 1 }],
  facets: { category: [], brand: [], currency: [], price: [] },
};

function recordOf(more: Partial<SearchQuery>) {
  let made = 0;
  const record = queryRecord({ ...query, ...more }, answer, { at: 0, newId: () => `id${++made}` });
  return { key: record.key, value: querySchema.parse(JSON.parse(String(record.value))) };
}

test('a search is recorded in the fields of User Behavior Insights, under its user', () => {
  expect(recordOf({ user_id: 'user1', session_id: 's1' })).toEqual({
    key: 'user1',
    value: {
      application: 'marketplace-search',
      query_id: 'q1',
      client_id: 's1',
      user_id: 'user1',
      session_id: 's1',
      user_query: 'часы',
      query_attributes: {
        category: ['Часы'],
        brand: [],
        specification: [],
        product_id: [],
        currency: 'RUB',
        sort: 'relevance',
        page: 1,
        page_size: 20,
        total: 1,
        took_ms: 7,
      },
      object_id_field: 'product_id',
      timestamp: '1970-01-01T00:00:00.000Z',
      query_response_id: 'id1',
      query_response_hit_ids: ['p1'],
    },
  });
});

test('without a user the session is the client, and without both the search is a client of its own', () => {
  expect(recordOf({ session_id: 's1' })).toMatchObject({ key: 's1', value: { client_id: 's1' } });
  expect(recordOf({})).toMatchObject({ key: 'id1', value: { client_id: 'id1', query_response_id: 'id2' } });
});
