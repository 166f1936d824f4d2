import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { aProduct as aRightProduct } from '../../tests/support/records.ts';
import { parseProduct, readProduct } from './product.ts';

/** As a shop sends it: fields of any type. */
const aProduct = (fields: object = {}) => ({ ...aRightProduct(), ...fields });

const parse = (content: unknown) => parseProduct(Buffer.from(JSON.stringify(content)));

test('a full product is read', () => {
  const product = aProduct({
    description: 'Кварцевые',
    brand: 'Восток',
    stock: { available: 3, reserved: 1 },
    sku: 'V-1',
    tags: ['часы'],
    images: [{ url: 'https://example.com/1.jpg', alt: 'Часы' }],
    specifications: { Вес: '50 г', размеры: { высота: 1 } },
    created_at: '2026-01-01T10:00:00Z',
    updated_at: '2026-01-02T10:00:00+03:00',
    index: 'products',
    store_id: 'store_1',
  });
  expect(parse(product)).toEqual({ ok: true, value: product });
});

test('unknown fields are kept, at every level', () => {
  const product = aProduct({ loyalty: { points: 5 }, price: { amount: 1, currency: 'RUB', discount: 10 } });
  expect(parse(product)).toEqual({ ok: true, value: product });
});

test.each([
  ['only the required fields', {}],
  ['optional fields that are null', { brand: null, stock: null, tags: null, description: null }],
  ['a name of 10,000 characters', { name: 'я'.repeat(10_000) }],
  ['a price of 0', { price: { amount: 0, currency: 'RUB' } }],
  ['an id of 512 bytes', { product_id: 'я'.repeat(256) }],
  ['a date without a time', { created_at: '2026-01-01' }],
])('a product with %s is valid', (_, fields) => {
  expect(parse(aProduct(fields)).ok).toBe(true);
});

test.each([
  ['product_id', { product_id: undefined }],
  ['product_id', { product_id: '' }],
  ['product_id', { product_id: 42 }],
  ['product_id', { product_id: 'я'.repeat(257) }],
  ['product_id', { product_id: '\ud800' }],
  ['product_id', { product_id: ' \u00a0' }],
  ['name', { name: '' }],
  ['name', { name: '\u200b\u2060\ufeff' }],
  ['category', { category: '\u00ad\u200b' }],
  ['price.currency', { price: { amount: 1, currency: 'DEM' } }],
  ['price.currency', { price: { amount: 1, currency: 'QQQ' } }],
  ['price', { price: undefined }],
  ['price', { price: 100 }],
  ['price.amount', { price: { amount: -1, currency: 'RUB' } }],
  ['price.amount', { price: { amount: 'abc', currency: 'RUB' } }],
  ['price.amount', { price: { amount: '100', currency: 'RUB' } }],
  ['price.amount', { price: { amount: null, currency: 'RUB' } }],
  ['price.amount', { price: { amount: 1e21, currency: 'RUB' } }],
  ['price.currency', { price: { amount: 1, currency: 'рубль' } }],
  ['price.currency', { price: { amount: 1 } }],
  ['category', { category: null }],
  ['category', { category: 'к'.repeat(513) }],
])('a fault is told by the path of its field: %s in %j', (path, fields) => {
  expect(parse(aProduct(fields))).toMatchObject({
    ok: false,
    error: { code: 'invalid_product', message: expect.stringMatching(new RegExp(`^${path}: `)) },
  });
});

test.each([
  [{ price: { amount: '100', currency: 'RUB' } }, 'price.amount: a number is expected, found "100"'],
  [{ price: 100 }, 'price: an object is expected, found 100'],
  [
    { price: { amount: -1, currency: 'рубль' } },
    'price.amount: must be at least 0; price.currency: must be an ISO 4217 code such as RUB',
  ],
  [{ name: '' }, 'name: must not be empty'],
  [{ category: undefined }, 'category: is missing'],
  [{ product_id: 'я'.repeat(257) }, 'product_id: must have at most 512 bytes in UTF-8'],
])('the shop that sends %j reads "%s"', (fields, message) => {
  expect(parse(aProduct(fields))).toEqual({ ok: false, error: { code: 'invalid_product', message } });
});

test('what is no product at all is told as such', () => {
  expect(parse([])).toMatchObject({ error: { message: 'product: an object is expected, found a list' } });
});

test('of many faults the first five are told, those of fields that it needs before the others', () => {
  const result = parse(aProduct({ tags: Array.from({ length: 1_000 }, () => 7), name: '' }));
  expect(result.ok ? [] : result.error.message.split('; ')).toEqual([
    'name: must not be empty',
    ...[0, 1, 2, 3].map((n) => `tags.${n}: text is expected, found 7`),
  ]);
});

test.each([
  ['stock', { stock: { available: -1 } }, 'stock.available: must be at least 0'],
  ['stock', { stock: { available: 1.5 } }, 'stock.available: a whole number is expected, found 1.5'],
  ['stock', { stock: [] }, 'stock: an object is expected, found a list'],
  ['tags', { tags: ['часы', 7] }, 'tags.1: text is expected, found 7'],
  ['images', { images: [{ alt: 'без адреса' }] }, 'images.0.url: is missing'],
  ['specifications', { specifications: ['вес'] }, 'specifications: an object is expected, found a list'],
  ['specifications', { specifications: [] }, 'specifications: an object is expected, found a list'],
  ['brand', { brand: 5 }, 'brand: text is expected, found 5'],
  ['updated_at', { updated_at: 'вчера' }, 'updated_at: must be an ISO 8601 date or time'],
  ['updated_at', { updated_at: '' }, 'updated_at: must be an ISO 8601 date or time'],
  ['created_at', { created_at: '0000-00-00 00:00:00' }, 'created_at: must be an ISO 8601 date or time'],
])('an optional field that cannot be read costs the product only that field: %s in %j', (field, fields, reason) => {
  const read = readProduct(Buffer.from(JSON.stringify(aProduct({ loyalty: 5, ...fields }))));
  const { [field]: _, ...rest } = aProduct({ loyalty: 5, ...fields }) as Record<string, unknown>;
  const [path = '', message = ''] = reason.split(': ');
  expect(read).toEqual({ ok: true, value: { product: rest, dropped: [{ path, message }] } });
});

test.each([
  '2025-03-07',
  '2025-03-07T08:00',
  '2025-03-07T08:00Z',
  '2025-03-07T08:00:00',
  '2025-03-07T08:00:00.123456Z',
  '2025-03-07T08:00:00+03:00',
  '2025-03-07T08:00:00+0300',
  '2025-03-07T08:00+03',
  '2025-03-07T08:00-18:00',
  '2024-02-29',
])('the time %s is one of ISO 8601', (updated_at) => {
  expect(readProduct(Buffer.from(JSON.stringify(aProduct({ updated_at }))))).toMatchObject({ value: { dropped: [] } });
});

test.each([
  '2025-02-30',
  '2025-13-01',
  '2025-03-07T25:00Z',
  '2025-03-07T08',
  '07.03.2025',
  '20250307',
  '2025-03-07T08:00+18:01',
])('the time %s is none', (updated_at) => {
  expect(readProduct(Buffer.from(JSON.stringify(aProduct({ updated_at }))))).toMatchObject({
    value: { dropped: [{ path: 'updated_at' }] },
  });
});

test.each([
  [' Часы ', 'Часы'],
  ['Часы  наручные', 'Часы наручные'],
  ['Часы\u00a0наручные\n', 'Часы наручные'],
])('the category %j is %j', (category, name) => {
  expect(parse(aProduct({ category }))).toMatchObject({ ok: true, value: { category: name } });
});

test.each([
  ['name', { name: ' \u00a0\n' }, 'must not be empty'],
  ['category', { category: '   ' }, 'must not be empty'],
  ['category', { category: '..' }, 'must be a name'],
  ['category', { category: ' . ' }, 'must be a name'],
  ['price.currency', { price: { amount: 1, currency: 'RUR' } }, 'RUR is no longer in use: write RUB'],
])('nothing to go by is refused: %s in %j', (path, fields, reason) => {
  expect(parse(aProduct(fields))).toMatchObject({ ok: false, error: { message: `${path}: ${reason}` } });
});

test('a fault of a price does not hide the others', () => {
  const result = parse({ price: { amount: -1, currency: 'RUB' } });
  if (result.ok) throw new Error('the product is valid');
  for (const path of ['product_id', 'name', 'price.amount', 'category']) expect(result.error.message).toContain(path);
});

test.each([
  ['invalid_utf8', Buffer.from([0x7b, 0xff, 0x7d])],
  ['invalid_utf8', Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xd0]), Buffer.from('"}')])],
  ['invalid_json', Buffer.from('')],
  ['invalid_json', Buffer.from('{"product_id": "p-1",}')],
  ['invalid_json', Buffer.from('\ufeff{}')],
  ['invalid_product', Buffer.from('[]')],
  ['invalid_product', Buffer.from('null')],
  ['invalid_product', Buffer.from('1e400')],
])('%s: %o', (code, bytes) => {
  expect(parseProduct(bytes)).toMatchObject({ ok: false, error: { code } });
});

test('a product that is nested without end is invalid, and breaks nothing', () => {
  const bytes = Buffer.from(`{"product_id":"p-1","deep":${'['.repeat(200_000)}${']'.repeat(200_000)}}`);
  expect(parseProduct(bytes)).toMatchObject({ ok: false, error: { code: 'invalid_product' } });
});

test('whatever a shop puts into any field, it is read or refused, never thrown at', () => {
  const anything = fc.jsonValue({ maxDepth: 3 });
  const fields = fc.dictionary(
    fc.constantFrom(
      'product_id',
      'name',
      'price',
      'category',
      'stock',
      'tags',
      'images',
      'specifications',
      'created_at',
    ),
    anything,
  );
  const price = fc.record({ amount: fc.oneof(fc.double(), anything), currency: fc.oneof(fc.string(), anything) });
  fc.assert(
    fc.property(fields, price, (some, odd) => {
      expect(typeof parse(aProduct(some)).ok).toBe('boolean');
      expect(typeof parse(aProduct({ price: odd })).ok).toBe('boolean');
    }),
    { numRuns: 1_000 },
  );
});
