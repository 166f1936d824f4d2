import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { aKafkaRecord, headerTexts, someHeaders } from '../../tests/support/records.ts';
import { deadLetterHeader } from '../platform/headers.ts';
import { topics } from '../platform/topics.ts';
import { refuseTooLarge } from './batches.ts';
import { deadLetter } from './dead-letter.ts';
import type { KafkaRecord } from './record.ts';

const aRecord = (fields: Partial<KafkaRecord> = {}): KafkaRecord =>
  aKafkaRecord({ partition: 3, offset: 42, key: Buffer.from('p-1'), value: Buffer.from([0xff, 0x00]), ...fields });

const reason = { code: 'invalid_utf8', message: 'the value is not valid UTF-8' } as const;

test('a dead letter has the original key and bytes, and says where it came from and why', () => {
  const letter = deadLetter(aRecord(), 'filter', reason);
  expect(letter).toMatchObject({ topic: 'dead_letters', key: Buffer.from('p-1'), value: Buffer.from([0xff, 0x00]) });
  expect(headerTexts(letter)).toEqual({
    topic: 'products',
    partition: '3',
    offset: '42',
    timestamp: '1700000000000',
    function: 'filter',
    error_code: 'invalid_utf8',
    error_message: 'the value is not valid UTF-8',
  });
});

test('the headers of the record come first, as they were, and none of them can pose as ours', () => {
  const named = {
    topic: 'export',
    offset: '17',
    function: 'php',
    partition: 'x',
    version: 'abc',
    error_code: 'forged',
  };
  const twice = [...someHeaders({ trace: '1' }), ...someHeaders({ trace: '2', none: null, empty: '' })];
  const headers = [...someHeaders(named), ...twice];
  const letter = deadLetter(aRecord({ headers }), 'filter', reason);
  expect(letter.headers?.slice(0, headers.length)).toEqual(headers);
  const said = { topic: 'products', offset: '42', function: 'filter', partition: '3', error_code: 'invalid_utf8' };
  expect(headerTexts(letter)).toMatchObject({ ...said, version: 'abc', timestamp: '1700000000000' });
});

test('from the last topic on, the headers are ours', () => {
  const headers = someHeaders({ topic: 'export', value_bytes: '5' });
  const all = deadLetter(aRecord({ headers }), 'filter', reason).headers ?? [];
  expect(
    all.slice(
      0,
      all.findLastIndex(({ name }) => name === deadLetterHeader.topic),
    ),
  ).toEqual(headers);
});

test('a record without key and value is a dead letter like any other', () => {
  expect(deadLetter(aRecord({ key: null, value: null }), 'filter', reason)).toMatchObject({ key: null, value: null });
});

test('a long message is cut to what a header should carry', () => {
  const letter = deadLetter(aRecord(), 'filter', { ...reason, message: '🔥'.repeat(5_000) });
  expect(headerTexts(letter)['error_message']?.length).toBeLessThanOrEqual(1_000);
});

describe('a record that is larger than its dead letter may be', () => {
  const limit = topics.dead_letters.maxMessageBytes;

  test('leaves its beginning, its size and its digest', () => {
    const value = Buffer.alloc(3 * 1024 * 1024, 'x');
    const letter = deadLetter(aRecord({ value, headers: someHeaders({ trace: 'abc' }) }), 'filter', reason);
    expect(letter).toMatchObject({ key: Buffer.from('p-1'), value: value.subarray(0, 1_024) });
    expect(headerTexts(letter)).toMatchObject({
      trace: 'abc',
      offset: '42',
      value_bytes: String(value.length),
      value_sha256: createHash('sha256').update(value).digest('hex'),
    });
  });

  test.each([
    ['a key', { key: Buffer.alloc(limit) }],
    ['headers', { headers: someHeaders({ trace: Buffer.alloc(limit) }) }],
    ['many headers', { headers: Array.from({ length: 40_000 }, () => ({ name: 'h', value: Buffer.alloc(50) })) }],
  ])('fits also when it is %s that are too large', (_, fields) => {
    expect(() => refuseTooLarge([deadLetter(aRecord(fields), 'filter', reason)])).not.toThrow();
  });

  test('one that just fits is whole', () => {
    const value = Buffer.alloc(limit - 1_000);
    const letter = deadLetter(aRecord({ value }), 'filter', reason);
    expect(letter.value).toBe(value);
    expect(headerTexts(letter)).not.toHaveProperty('value_bytes');
  });
});
