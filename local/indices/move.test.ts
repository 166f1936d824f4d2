import { expect, test } from 'vitest';
import { indexNames } from '../../modules/opensearch/indices.ts';
import { moveActions, nextName, objection } from './move.ts';

const present = [{ index: 'products_v1', documents: 1_000 }];

test.each([
  [1_200, undefined],
  [1_000, undefined],
  [999, 'products_v2 has 999 documents, products_v1 1000: copy them first, or move with --force'],
  [0, expect.stringContaining('copy them first')],
])('of 1,000 documents a target that has %d meets the objection: %s', (documents, reason) => {
  expect(objection(present, { index: 'products_v2', documents })).toEqual(reason);
});

test('an alias of nothing may go anywhere', () => {
  expect(objection([], { index: 'products_v2', documents: 0 })).toBeUndefined();
});

test('the products take their views along, and who writes finds one index', () => {
  expect(moveActions('products', indexNames, ['products_v1'], 'products_v2')).toEqual([
    { remove: { index: 'products_v1', alias: 'products' } },
    { remove: { index: 'products_v1', alias: 'filtered_products' } },
    { remove: { index: 'products_v1', alias: 'rejected_products' } },
    { add: { index: 'products_v2', alias: 'products', is_write_index: true } },
    { add: { index: 'products_v2', alias: 'filtered_products', filter: { term: { state: 'allowed' } } } },
    { add: { index: 'products_v2', alias: 'rejected_products', filter: { term: { state: 'rejected' } } } },
  ]);
});

test('another alias goes alone', () => {
  expect(moveActions('clientQueries', indexNames, ['client_queries_v1'], 'client_queries_v2')).toEqual([
    { remove: { index: 'client_queries_v1', alias: 'client_queries' } },
    { add: { index: 'client_queries_v2', alias: 'client_queries', is_write_index: true } },
  ]);
});

test.each([
  [[], 'products_v1'],
  [['products_v1'], 'products_v2'],
  [['products_v9', 'products_v10', 'products_vold'], 'products_v11'],
])('after %o the next is %s', (names, next) => {
  expect(nextName('products', names)).toBe(next);
});
