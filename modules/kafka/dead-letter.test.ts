import { expect, test } from 'vitest';
import { aKafkaRecord } from '../../tests/support/records.ts';
import { deadLetter } from './dead-letter.ts';
import type { KafkaRecord } from './record.ts';

const aRecord = (fields: Partial<KafkaRecord> = {}): KafkaRecord =>
  aKafkaRecord({ partition: 3, offset: 42, key: Buffer.from('p-1'), value: Buffer.from([0xff, 0x00]), ...fields });

const reason = { code: 'invalid_utf8', message: 'the value is not valid UTF-8' } as const;

const texts = (headers: Readonly<Record<string, Buffer | string>> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.toString()]));

test('a dead letter has the original key and bytes, and says where it came from and why', () => {
  const letter = deadLetter(aRecord(), 'filter', reason);
  expect(letter).toMatchObject({ topic: 'dead_letters', key: Buffer.from('p-1'), value: Buffer.from([0xff, 0x00]) });
  expect(texts(letter.headers)).toEqual({
    topic: 'products',
    partition: '3',
    offset: '42',
    function: 'filter',
    error_code: 'invalid_utf8',
    error_message: 'the value is not valid UTF-8',
    version: '1700000000000',
  });
});

test('original headers are kept, but none of them can pose as ours', () => {
  const headers = { trace: Buffer.from('abc'), version: Buffer.from('5'), error_code: Buffer.from('forged') };
  expect(texts(deadLetter(aRecord({ headers }), 'filter', reason).headers)).toMatchObject({
    trace: 'abc',
    version: '5',
    error_code: 'invalid_utf8',
  });
});

test('a record without key and value is a dead letter like any other', () => {
  expect(deadLetter(aRecord({ key: null, value: null }), 'filter', reason)).toMatchObject({ key: null, value: null });
});

test('a long message is cut to what a header should carry', () => {
  const letter = deadLetter(aRecord(), 'filter', { ...reason, message: '🔥'.repeat(5_000) });
  expect(letter.headers?.['error_message']?.length).toBeLessThanOrEqual(1_000);
});
