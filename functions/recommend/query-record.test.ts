import { expect, test } from 'vitest';
import { querySchema } from '../../modules/ubi/query.ts';
import { queryRecord } from './query-record.ts';

const item = { name: 'Часы', score: 1, reason: '', category: 'Часы', price: { amount: 1, currency: 'RUB' } };

test('recommendations are recorded as User Behavior Insights has it, with the way that each item came', () => {
  const answer = {
    user_id: 'u',
    query_id: 'q',
    variant: 'near' as const,
    items: [
      { ...item, product_id: 'p1', algorithm: 'neighbours' as const },
      { ...item, product_id: 'p2', algorithm: 'popular' as const },
    ],
  };
  const { topic, key, value } = queryRecord(answer, 'r', 0);
  expect([topic, key]).toEqual(['client_queries', 'u']);
  expect(querySchema.parse(JSON.parse(String(value)))).toMatchObject({
    application: 'marketplace-recommendations',
    query_id: 'q',
    user_id: 'u',
    query_attributes: { variant: 'near', algorithms: ['neighbours', 'popular'], total: 2 },
    query_response_hit_ids: ['p1', 'p2'],
  });
});
