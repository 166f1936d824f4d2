import { expect, test } from 'vitest';
import { deadLetter } from '../../modules/kafka/dead-letter.ts';
import type { KafkaRecord } from '../../modules/kafka/record.ts';
import { aKafkaRecord, aProduct, aRejection, asReceived, someHeaders } from '../../tests/support/records.ts';
import { documentText } from '../../tests/support/operation.ts';
import { planBatch } from './plan.ts';

const reason = { code: 'invalid_product', message: 'price: is missing' } as const;

/** The letter of a record, as it stands in `dead_letters`. */
const letterOf = (record: Partial<KafkaRecord>, offset = 17): KafkaRecord =>
  asReceived(deadLetter(aKafkaRecord(record), 'filter', reason), {
    partition: 3,
    offset,
    timestamp: 1_800_000_000_000,
  });

const json = (content: unknown): Buffer => Buffer.from(JSON.stringify(content));
const plan = (record: KafkaRecord) => planBatch([record], { at: 0 }).operations[0];
const documentOf = (record: KafkaRecord): unknown => JSON.parse(documentText(plan(record) ?? {}));

test('a letter becomes what its shop is told: by its store, without the record itself', () => {
  const letter = letterOf({ offset: 5, value: json({ ...aProduct({ store_id: 'store_001' }), price: 5 }) });
  expect(plan(letter)).toMatchObject({ index: 'deadLetters', id: 'products-0-5-filter', record: 0 });
  expect(documentOf(letter)).toEqual({
    id: '3-17',
    stores: ['store_001'],
    product_id: 'p1',
    version: 1_700_000_000_000,
    function: 'filter',
    ...reason,
    at: '2027-01-15T08:00:00.000Z',
  });
});

test('letters that a redelivery left twice are one document', () => {
  expect(plan(letterOf({}, 17))?.id).toBe(plan(letterOf({}, 18))?.id);
});

test.each([
  ['who sent it over HTTP', { value: Buffer.from('7'), headers: someHeaders({ shop: 'shop' }) }, ['shop']],
  [
    'who sent it, and whose it says it is',
    { value: json({ store_id: 'store_001' }), headers: someHeaders({ shop: 'shop' }) },
    ['shop', 'store_001'],
  ],
  ['once, when both are one', { value: json({ store_id: 'a' }), headers: someHeaders({ shop: 'a' }) }, ['a']],
  ['nobody, of what says nothing', { value: Buffer.from('{"store_id"') }, []],
  ['nobody, when the store is no text', { value: json({ store_id: 7 }) }, []],
  ['nobody, when the store is too long to be one', { value: json({ store_id: 'x'.repeat(513) }) }, []],
  ['nobody, of what is no product', { topic: 'banned_products', value: json({ store_id: 'store_001' }) }, []],
])('a letter is seen by %s', (_, record, stores) => {
  expect(documentOf(letterOf(record))).toMatchObject({ stores });
});

test('a rejected product is found in its tombstone', () => {
  const rejected = aRejection(aProduct({ store_id: 'store_001' }), {});
  expect(documentOf(letterOf(rejected))).toMatchObject({ stores: ['store_001'], product_id: 'p1' });
});

test('without a product_id that can be read, the key says which product it was', () => {
  expect(documentOf(letterOf({ key: Buffer.from('p7'), value: Buffer.from('[[[') }))).toMatchObject({
    product_id: 'p7',
  });
});

test('what was sent again says from which letter', () => {
  const headers = someHeaders({ version: '5', redriven: '0-1' });
  expect(documentOf(letterOf({ headers }))).toMatchObject({ version: 5, redriven_from: '0-1' });
});

test('what is no letter of the platform is no document', () => {
  const { operations, unreadable } = planBatch([aKafkaRecord({ topic: 'dead_letters' })], { at: 0 });
  expect({ operations, unreadable }).toMatchObject({ operations: [], unreadable: [{ record: 0 }] });
});
