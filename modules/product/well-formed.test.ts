import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { productAt } from '../../local/catalogue/product.ts';
import { aProduct } from '../../tests/support/records.ts';
import { readBySchema } from './product.ts';
import { isWellFormedProduct } from './well-formed.ts';

/** As it comes out of JSON, where a member may have any name. */
const ofJson = (content: unknown): unknown => JSON.parse(JSON.stringify(content));

const blanks = fc.constantFrom(' ', '  ', '\t', '\u00a0', '\u2003', '\ufeff', '');
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc
    .tuple(blanks, fc.constantFrom('Часы', 'A', '.', '..', ''), blanks, fc.constantFrom('и', ''), blanks)
    .map((all) => all.join('')),
  fc.constantFrom(
    'я'.repeat(170),
    'я'.repeat(171),
    'я'.repeat(257),
    'k'.repeat(512),
    'k'.repeat(513),
    '\ud800',
    '',
    '.',
    '..',
  ),
);
const number = fc.oneof(
  fc.constantFrom(0, -0, -1, 0.1, 4.35, 1e9, 999_999_999.99, 1e15, 1e21, 2 ** 53, 2 ** 53 - 1),
  fc.double({ noNaN: true }),
  fc.nat(),
);
const digit = fc.constantFrom('0', '1', '2', '3', '4', '6', '9');
const time = fc.oneof(
  fc.constantFrom(
    '2026-11-28',
    '2026-02-28T10:00Z',
    '2026-02-29T10:00:00Z',
    '2024-02-29T10:00:00Z',
    '2026-11-28T12:00:00+03',
  ),
  fc
    .tuple(digit, digit, digit, digit, digit, digit)
    .map(([a, b, c, d, e, f]) => `2026-${a}${b}-${c}${d}T${e}${f}:00:00Z`),
  fc.tuple(digit, digit, digit, digit).map(([a, b, c, d]) => `0000-01-01T23:${a}${b}:${c}${d}.123Z`),
  fc.tuple(digit, digit).map(([a, b]) => `2026-01-01T00:00:${a}${b}.1${b}Z`),
);
/** Deep enough to be refused somewhere, and not everywhere. */
const nested = fc.integer({ min: 45, max: 52 }).map((levels) => {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { value };
  return value;
});
const anything = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  number,
  text,
  nested,
  fc.json().map((json) => JSON.parse(json)),
);
/** Also with a member that only JSON can give an object. */
const objectOf = (model: Record<string, fc.Arbitrary<unknown>>) =>
  fc
    .tuple(fc.record(model, { requiredKeys: [] }), fc.option(anything), fc.option(anything))
    .map(([known, odd, prototype]) => {
      const object = { ...known, ...(odd !== null && { odd }) };
      if (prototype !== null) Object.defineProperty(object, '__proto__', { value: prototype, enumerable: true });
      return object;
    });

const mostly = (usual: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 6, arbitrary: usual }, { weight: 1, arbitrary: anything });
const price = objectOf({
  amount: mostly(number),
  currency: mostly(fc.constantFrom('RUB', 'JPY', 'KWD', 'RUR', 'rub', 'RU', 'XYZ')),
});
const fields: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  product_id: mostly(text),
  name: mostly(text),
  category: mostly(text),
  price: mostly(price),
  description: mostly(text),
  brand: mostly(text),
  sku: mostly(text),
  store_id: mostly(text),
  index: mostly(text),
  tags: mostly(
    fc.oneof(fc.array(mostly(text), { maxLength: 3 }), fc.constantFrom(Array(1_000).fill('t'), Array(1_001).fill('t'))),
  ),
  stock: mostly(objectOf({ available: mostly(number), reserved: mostly(number) })),
  images: mostly(fc.array(mostly(objectOf({ url: mostly(text), alt: mostly(text) })), { maxLength: 3 })),
  specifications: mostly(objectOf({ Вес: anything })),
  created_at: mostly(time),
  updated_at: mostly(time),
  loyalty: anything,
};

/** A right product of which a few fields are something else. */
const contents = fc
  .tuple(fc.constantFrom(aProduct(), productAt(1, 1)), fc.subarray(Object.keys(fields), { maxLength: 3 }))
  .chain(([product, changed]) =>
    fc
      .record(Object.fromEntries(changed.map((field) => [field, fields[field] ?? anything])))
      .map((other) => ofJson({ ...product, ...other })),
  );

test('nothing is well-formed that the schema refuses or changes', () => {
  fc.assert(
    fc.property(contents, (content) => {
      if (!isWellFormedProduct(content)) return;
      expect(readBySchema(content)).toStrictEqual({ ok: true, value: { product: content, dropped: [] } });
    }),
    { numRuns: 1_000 },
  );
});

test('whatever it is, nothing is well-formed that the schema refuses or changes', () => {
  fc.assert(
    fc.property(fc.oneof(anything, objectOf(fields)).map(ofJson), (content) => {
      if (!isWellFormedProduct(content)) return;
      expect(readBySchema(content)).toStrictEqual({ ok: true, value: { product: content, dropped: [] } });
    }),
  );
});

const priceOf = (amount: number, currency: string) => ({ price: { amount, currency } });
const edges: readonly object[] = [
  ...['a\u00a0b', 'a\u2003b', 'a\tb', ' a', 'a ', 'a  b', '\ufeffa', '.', '..', ''].map((category) => ({ category })),
  priceOf(1e15, 'RUB'),
  priceOf(1e14, 'KWD'),
  priceOf(1e9, 'RUB'),
  priceOf(-0.5, 'RUB'),
  priceOf(1, 'RUR'),
  priceOf(1, 'rub'),
  ...['01-01T24:00:00', '01-01T23:60:00', '01-01T23:59:60', '04-31T00:00:00', '02-29T00:00:00', '13-01T00:00:00']
    .concat('00-10T00:00:00', '01-00T00:00:00', '01-32T00:00:00', '1a-01T00:00:00')
    .map((rest) => ({ updated_at: `2026-${rest}Z` })),
];

test.each(edges)('nothing nearly right is well-formed that the schema refuses or changes: %j', (nearly) => {
  const content = ofJson({ ...aProduct(), ...nearly });
  const bySchema = readBySchema(content);
  const isTakenAsItIs =
    bySchema.ok && bySchema.value.dropped.length === 0 && isDeepStrictEqual(bySchema.value.product, content);
  expect(isWellFormedProduct(content) && !isTakenAsItIs).toBe(false);
});

test('the products of the sample catalogue are all well-formed, so that the schema need not look at them', () => {
  const numbers = Array.from({ length: 500 }, (_, n) => n);
  expect(numbers.filter((n) => !isWellFormedProduct(ofJson(productAt(7, n))))).toEqual([]);
});
