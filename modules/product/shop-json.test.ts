import { expect, test } from 'vitest';
import { withFields } from './shop-json.ts';

test.each([
  ['{"ean":12345678901234567890}', '{"ean":12345678901234567890,"in_stock":true}'],
  ['{"weight":1.50,"volume":1e3,"zero":-0}', '{"weight":1.50,"volume":1e3,"zero":-0,"in_stock":true}'],
  ['{"in_stock":"yes"}', '{"in_stock":true}'],
  [
    '{"__proto__":{"a":1},"constructor":{"prototype":2}}',
    '{"__proto__":{"a":1},"constructor":{"prototype":2},"in_stock":true}',
  ],
  [' {\n "a" : [ 9007199254740993, "1" ] } ', '{"a":[9007199254740993,"1"],"in_stock":true}'],
  [String.raw`{"name":"\ud83d"}`, String.raw`{"name":"\ud83d","in_stock":true}`],
])('%s keeps what the shop wrote', (shopJson, expected) => {
  expect(withFields(shopJson, { in_stock: true })).toBe(expected);
});
