import { expect, test } from 'vitest';
import { fateOf, type FateDocument } from './fate.ts';

const value = '{"product_id":"a"}';
const record = { topic: 'products', key: 'a', value: Buffer.from(value) };
const document = (fields: Partial<FateDocument>): FateDocument => ({ state: 'allowed', reasons: [], ...fields });
const letter = { id: '3-17', code: 'invalid_product', message: 'price: is missing', state: 'waiting' } as const;
const rejected = document({
  state: 'rejected',
  shop_json: value,
  reasons: [{ rule_id: 'ban-snus', reason: 'Нельзя' }],
});

test.each([
  ['found by buyers', document({ shop_json: value }), undefined, { fate: 'searchable' }],
  ['found, though an earlier try failed', document({ shop_json: value }), letter, { fate: 'searchable' }],
  ['rejected with its reason', rejected, undefined, { fate: 'rejected', reason: 'Нельзя (ban-snus)' }],
  ['unreadable, nothing of it is known', undefined, letter, { fate: 'unreadable' }],
  ['unreadable, an earlier change holds', document({ shop_json: '{}' }), letter, { fate: 'unreadable' }],
  ['superseded', document({ shop_json: '{}' }), undefined, { fate: 'superseded' }],
  ['withdrawn', document({ state: 'withdrawn' }), undefined, { fate: 'withdrawn' }],
  ['on its way', undefined, undefined, { fate: 'unknown' }],
  ['on its way once more', undefined, { ...letter, state: 'redriven' } as const, { fate: 'unknown' }],
])('a product is %s', (_, found, dead, fate) => {
  expect(fateOf(record, found, dead)).toMatchObject({ product_id: 'a', ...fate });
});
