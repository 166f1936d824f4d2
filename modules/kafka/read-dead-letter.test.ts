import { expect, test } from 'vitest';
import { aKafkaRecord, someHeaders } from '../../tests/support/records.ts';
import { deadLetter } from './dead-letter.ts';
import { readDeadLetter } from './read-dead-letter.ts';
import type { KafkaRecord, OutgoingRecord } from './record.ts';

/** What was published as Kafka holds it. */
const kept = ({ key, value, headers = [] }: OutgoingRecord): KafkaRecord =>
  aKafkaRecord({
    topic: 'dead_letters',
    partition: 3,
    offset: 17,
    timestamp: 2_000,
    key: key === null ? null : Buffer.from(key),
    value: value === null ? null : Buffer.from(value),
    headers: headers.map((header) => ({
      name: header.name,
      value: header.value === null ? null : Buffer.from(header.value),
    })),
  });

const reason = { code: 'invalid_product', message: 'price: is missing' } as const;

test('a letter has the record as it was, whatever names its headers have', () => {
  const record = aKafkaRecord({
    topic: 'products',
    partition: 1,
    offset: 5,
    timestamp: 1_000,
    key: Buffer.from('a'),
    value: Buffer.from([0xff]),
    headers: someHeaders({ topic: 'theirs', error_code: 'theirs', version: '7' }),
  });
  expect(readDeadLetter(kept(deadLetter(record, 'filter', reason)))).toEqual({
    id: '3-17',
    at: 2_000,
    topic: 'products',
    partition: 1,
    offset: 5,
    timestamp: 1_000,
    function: 'filter',
    code: 'invalid_product',
    message: 'price: is missing',
    key: record.key,
    value: record.value,
    headers: record.headers,
    attempts: 1,
    isWhole: true,
  });
});

test('a letter of a record that was sent again says from which one, and how often it was tried', () => {
  const again = aKafkaRecord({ headers: [...someHeaders({ redriven: '0-1' }), ...someHeaders({ redriven: '2-3' })] });
  expect(readDeadLetter(kept(deadLetter(again, 'index', reason)))).toMatchObject({ attempts: 3, redrivenFrom: '2-3' });
});

test('of a record that was too large only the beginning is there, and a record without those headers is no letter', () => {
  const large = aKafkaRecord({ value: Buffer.alloc(4 * 1024 * 1024, 'x') });
  expect(readDeadLetter(kept(deadLetter(large, 'filter', reason)))).toMatchObject({ isWhole: false });
  expect(readDeadLetter(aKafkaRecord({ headers: [] }))).toBeUndefined();
});
