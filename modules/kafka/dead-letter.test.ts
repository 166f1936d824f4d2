import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { aKafkaRecord } from '../../tests/support/records.ts';
import { topics } from '../platform/topics.ts';
import { refuseTooLarge } from './batches.ts';
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

describe('a record that is larger than its dead letter may be', () => {
  const limit = topics.dead_letters.maxMessageBytes;

  test('leaves its beginning, its size and its digest', () => {
    const value = Buffer.alloc(3 * 1024 * 1024, 'x');
    const letter = deadLetter(aRecord({ value, headers: { trace: Buffer.from('abc') } }), 'filter', reason);
    expect(letter).toMatchObject({ key: Buffer.from('p-1'), value: value.subarray(0, 1_024) });
    expect(texts(letter.headers)).toMatchObject({
      trace: 'abc',
      offset: '42',
      value_bytes: String(value.length),
      value_sha256: createHash('sha256').update(value).digest('hex'),
    });
  });

  test.each([
    ['a key', { key: Buffer.alloc(limit) }],
    ['headers', { headers: { trace: Buffer.alloc(limit) } }],
    [
      'many headers',
      { headers: Object.fromEntries(Array.from({ length: 40_000 }, (_, n) => [`h${n}`, Buffer.alloc(50)])) },
    ],
  ])('fits also when it is %s that are too large', (_, fields) => {
    expect(() => refuseTooLarge([deadLetter(aRecord(fields), 'filter', reason)])).not.toThrow();
  });

  test('one that just fits is whole', () => {
    const value = Buffer.alloc(limit - 1_000);
    const letter = deadLetter(aRecord({ value }), 'filter', reason);
    expect(letter.value).toBe(value);
    expect(letter.headers).not.toHaveProperty('value_bytes');
  });
});
