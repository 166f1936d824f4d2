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

test('what has no usable id is sent without a key: the filter judges it', () => {
  const longId = JSON.stringify({ product_id: 'x'.repeat(513) });
  expect(keys(prepare(`[{"product_id":7},{"product_id":""},{},"text",null,[1],${longId}]`))).toEqual(
    Array.from({ length: 7 }).fill(null),
  );
});

test('invalid UTF-8 inside a string is sent unchanged', () => {
  const bytes = Buffer.concat([Buffer.from('{"product_id":"p-1","name":"'), Buffer.from([0xff]), Buffer.from('"}')]);
  expect(prepare(bytes)[0]).toMatchObject({ kind: 'record', record: { value: bytes } });
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

test('a record above 1 MiB is refused with line and size, and one of exactly 1 MiB is sent', () => {
  const prepared = prepare(`${ofSize(maxProductBytes)}\n${ofSize(maxProductBytes + 1)}`);
  expect(keys(prepared)).toEqual([null, 'failed']);
  expect(prepared[1]).toMatchObject({
    problem: { line: 2, column: 1, message: 'the element has 1048577 bytes; a product may have 1048576' },
  });
});
