import { expect, test } from 'vitest';
import { maxProductBytes } from '../../modules/platform/topics.ts';
import { FileSplitter } from './detect.ts';
import { productRecord, type Prepared } from './product-record.ts';

function prepare(file: Buffer | string): Prepared[] {
  const splitter = new FileSplitter(maxProductBytes);
  return [...splitter.push(Buffer.from(file)), ...splitter.end()].map((piece) => productRecord(piece));
}

const keys = (prepared: readonly Prepared[]): unknown[] =>
  prepared.map((one) => (one.kind === 'record' ? one.record.key : one.kind));

test('a product goes to products as it stands in the file, keyed by its id', () => {
  const bytes = '{ "product_id" : "p-1" , "unknown":[1.0] }';
  const [prepared] = prepare(bytes);
  expect(prepared).toMatchObject({
    kind: 'record',
    record: { topic: 'products', key: 'p-1', value: Buffer.from(bytes) },
  });
});

const warnings = (prepared: readonly Prepared[]): unknown[] =>
  prepared.map((one) => (one.kind === 'record' ? (one.warning?.message ?? '') : one.kind));

test('a product that the filter will refuse is sent, without a key where it has no usable id, and the reason is told', () => {
  const longId = JSON.stringify({ product_id: 'x'.repeat(513) });
  const prepared = prepare(`[{"product_id":7},{"product_id":""},{"name":"a","price":1},${longId}]`);
  expect(keys(prepared)).toEqual([null, null, null, null]);
  expect(warnings(prepared)).toEqual([
    expect.stringContaining('the filter will refuse this product: product_id: text is expected, found 7'),
    expect.stringContaining('product_id: must not be empty'),
    expect.stringContaining('product_id: is missing; price: an object is expected, found 1; category: is missing'),
    expect.stringContaining('product_id: must have at most 512 bytes'),
  ]);
});

test('what the filter will leave out of a product is told, and of a good one nothing', () => {
  const good = { product_id: 'a', name: 'b', category: 'c', price: { amount: 1, currency: 'RUB' } };
  const prepared = prepare(JSON.stringify([good, { ...good, tags: 'x' }]));
  expect(warnings(prepared)).toEqual(['', 'the filter will leave this out: tags: a list is expected, found "x"']);
});

test.each([
  ['1', 'a product is an object, and this is a number'],
  ['"ванная"', 'a product is an object, and this is text'],
  ['null', 'a product is an object, and this is null'],
  ['[{}]', 'a product is an object, and this is a list'],
  ['{}', 'this is no product: it has none of product_id, name and price'],
  ['{"url":"x"}', 'this is no product: it has none of product_id, name and price'],
  ['{"products":[{"product_id":"a"}]}', "send the list: jq -c '.products[]' FILE"],
  ['{"name":"Лавка","data":{"мои товары":[{"name":"a"}]}}', `jq -c '.data.["мои товары"][]' FILE`],
])('what is no product is not sent: %s', (text, message) => {
  expect(prepare(`[${text}]`)).toEqual([
    expect.objectContaining({
      kind: 'failed',
      problem: { line: 1, column: 2, message: expect.stringContaining(message) },
    }),
  ]);
});

test('an element that is not UTF-8 in a file that is fails alone', () => {
  const bytes = Buffer.concat([Buffer.from('{"product_id":"p-1","name":"'), Buffer.from([0xff]), Buffer.from('"}')]);
  expect(prepare(bytes)[0]).toMatchObject({ kind: 'failed', problem: { message: 'the element is not UTF-8' } });
});

test('a bad line of NDJSON fails alone, with its place and cause', () => {
  const prepared = prepare('{"product_id":"a"}\n{"product_id": b}\n{"product_id":"c"}');
  expect(keys(prepared)).toEqual(['a', 'failed', 'c']);
  expect(prepared[1]).toMatchObject({ problem: { line: 2, column: 16, message: 'expected a value, found b' } });
});

test('a bad element ends an array, whose further elements cannot be trusted', () => {
  const prepared = prepare('[\n  {"product_id":"a"},\n  {"product_id" "b"}\n]');
  expect(prepared[1]).toEqual({
    kind: 'stop',
    problem: { line: 3, column: 17, message: 'expected : after the property name, found "' },
  });
});

const ofSize = (size: number): string => JSON.stringify({ name: 'x'.repeat(size - '{"name":""}'.length) });

test('a list of products that is too large for one says what to send instead', () => {
  const list = `{"items": [\n${`{"product_id":"a"},\n`.repeat(60_000)}{}]}`;
  expect(prepare(list)).toEqual([
    expect.objectContaining({ problem: expect.objectContaining({ message: expect.stringContaining("'.items[]'") }) }),
  ]);
});

test('a record above 1 MiB is refused with line and size, and one of exactly 1 MiB is sent', () => {
  const prepared = prepare(`${ofSize(maxProductBytes)}\n${ofSize(maxProductBytes + 1)}`);
  expect(keys(prepared)).toEqual([null, 'failed']);
  expect(prepared[1]).toMatchObject({
    problem: { line: 2, column: 1, message: 'the element has 1048577 bytes; a product may have 1048576' },
  });
});
