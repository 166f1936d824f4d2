import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { productMatcher } from '../../modules/bans/match.ts';
import { refuseTooLarge } from '../../modules/kafka/batches.ts';
import type { KafkaRecord } from '../../modules/kafka/record.ts';
import { aKafkaRecord, aRule, headerTexts, someHeaders } from '../../tests/support/records.ts';
import { judge, outcomes, type Verdict } from './judge.ts';

const at = Date.UTC(2026, 0, 1);
const cigarettes = aRule({ kind: 'phrase', value: 'сигареты', reason: 'Нельзя продавать' });
const list = { version: 7, match: productMatcher([cigarettes]) };

const productBytes = (fields: object = {}): Buffer =>
  Buffer.from(
    // Spaces that JSON.stringify would not write: the bytes must stay the shop's own.
    ` ${JSON.stringify({ product_id: 'p-1', name: 'Часы', price: { amount: 1, currency: 'RUB' }, category: 'Часы', ...fields })} `,
  );

const aRecord = (fields: Partial<KafkaRecord> = {}): KafkaRecord =>
  aKafkaRecord({ offset: 12, key: Buffer.from('p-1'), value: productBytes(), ...fields });

/** Headers as text. */
const headersOf = (verdict: Verdict, index = 0): Record<string, string> => headerTexts(verdict.records[index] ?? {});

test('an allowed product goes on with the same bytes, its version, and the list that it was judged under', () => {
  const record = aRecord();
  const verdict = judge(record, list, at);
  expect(verdict.outcome).toBe('allowed');
  expect(verdict.records).toHaveLength(1);
  expect(verdict.records[0]).toMatchObject({ topic: 'filtered_products', key: 'p-1' });
  expect(verdict.records[0]?.value).toBe(record.value);
  expect(headersOf(verdict)).toEqual({
    version: '1700000000000',
    ban_list_version: '7',
    source_offset: '12',
    verdict: 'allowed',
  });
});

test('the version is what the header says', () => {
  const headers = someHeaders({ version: '1600000000000' });
  expect(headersOf(judge(aRecord({ headers }), list, at))['version']).toBe('1600000000000');
});

test('what is judged again keeps the place at which the shop sent it, and is marked', () => {
  const again = { judged_again: 'true', source_offset: '5' };
  const verdict = judge(aRecord({ headers: someHeaders({ version: '1600000000000', ...again }) }), list, at);
  expect(headersOf(verdict)).toMatchObject({ version: '1600000000000', ...again });
});

test.each(['-1', 'x', '1e3', '', '9'.repeat(16)])('a place that cannot be one, %j, is none', (source) => {
  const headers = someHeaders({ judged_again: 'true', source_offset: source });
  expect(headersOf(judge(aRecord({ headers }), list, at))).not.toHaveProperty('source_offset');
});

test("the shop's headers are kept, but it cannot set the platform's own", () => {
  const shops = [{ name: 'trace', value: Buffer.from('abc') }, ...someHeaders({ trace: null, topic: 'y' })];
  const headers = [...shops, ...someHeaders({ verdict: 'x', ban_list_version: '9' })];
  const verdict = judge(aRecord({ headers }), list, at);
  expect(verdict.records[0]?.headers?.slice(0, shops.length)).toEqual(shops);
  expect(headerTexts({ headers: verdict.records[0]?.headers?.slice(shops.length) ?? [] })).toEqual({
    version: '1700000000000',
    ban_list_version: '7',
    source_offset: '12',
    verdict: 'allowed',
  });
});

test('a rejected product becomes a rejection with its reasons, and a tombstone', () => {
  const value = productBytes({ name: 'Блок сигарет', loyalty: { points: 5 } });
  const verdict = judge(aRecord({ value }), list, at);
  expect(verdict.outcome).toBe('rejected');
  const [rejected, tombstone] = verdict.records;
  expect(rejected).toMatchObject({ topic: 'rejected_products', key: 'p-1' });
  const content = JSON.parse(String(rejected?.value)) as { reasons: unknown; rejected_at: unknown };
  expect(content).toEqual({
    product: JSON.parse(String(value)),
    reasons: [
      {
        rule_id: 'ban-1',
        kind: 'phrase',
        value: 'сигареты',
        reason: 'Нельзя продавать',
        field: 'name',
        matched: 'сигарет',
        at: expect.any(Number),
      },
    ],
    rejected_at: '2026-01-01T00:00:00.000Z',
    ban_list_version: 7,
  });
  expect(headersOf(verdict, 0)).toEqual({ version: '1700000000000', ban_list_version: '7' });
  expect(tombstone).toMatchObject({ topic: 'filtered_products', key: 'p-1', value: null });
  const { rejection, ...others } = headersOf(verdict, 1);
  expect(JSON.parse(rejection ?? '')).toEqual({ reasons: content.reasons, rejected_at: content.rejected_at });
  expect(others).toEqual({
    version: '1700000000000',
    ban_list_version: '7',
    source_offset: '12',
    verdict: 'rejected',
    rejected_product: String(value),
  });
});

test('a rejection by very many rules stays within what its topic takes', () => {
  const rules = Array.from({ length: 5_000 }, (_, n) => ({
    ...cigarettes,
    rule_id: `ban-${n}`,
    reason: 'ы'.repeat(500),
  }));
  const value = productBytes({ name: `сигареты${' '.repeat(1000)}` });
  const [rejected] = judge(aRecord({ value }), { version: 1, match: productMatcher(rules) }, at).records;
  expect(rejected?.value?.length).toBeLessThan(500_000);
});

test('a record without a value is a withdrawal by the shop', () => {
  const verdict = judge(aRecord({ value: null }), list, at);
  expect(verdict.outcome).toBe('withdrawn');
  expect(verdict.records).toMatchObject([{ topic: 'filtered_products', key: Buffer.from('p-1'), value: null }]);
  expect(headersOf(verdict)).toEqual({
    version: '1700000000000',
    ban_list_version: '7',
    source_offset: '12',
    verdict: 'withdrawn',
  });
});

test('a product without a key goes by its product_id', () => {
  expect(judge(aRecord({ key: null }), list, at).records).toMatchObject([{ topic: 'filtered_products', key: 'p-1' }]);
});

test.each([
  ['neither value nor key', { value: null, key: null }, 'value_missing'],
  ['no value and an empty key', { value: null, key: Buffer.alloc(0) }, 'value_missing'],
  ['no value and a key that is no id', { value: null, key: Buffer.alloc(513, 'a') }, 'invalid_record'],
  ['no value and a key that is not UTF-8', { value: null, key: Buffer.from([0xff]) }, 'invalid_record'],
  ['an empty value', { value: Buffer.alloc(0) }, 'invalid_json'],
  ['invalid UTF-8', { value: Buffer.from([0xff]) }, 'invalid_utf8'],
  ['half a product', { value: Buffer.from('{"product_id":') }, 'invalid_json'],
  ['a price of -1', { value: productBytes({ price: { amount: -1, currency: 'RUB' } }) }, 'invalid_product'],
  ['a price of "abc"', { value: productBytes({ price: { amount: 'abc', currency: 'RUB' } }) }, 'invalid_product'],
  ['the key of another product', { key: Buffer.from('p-2') }, 'key_mismatch'],
  ['an empty key', { key: Buffer.alloc(0) }, 'key_mismatch'],
  ['more than 1 MiB', { value: productBytes({ description: 'x'.repeat(1024 * 1024) }) }, 'record_too_large'],
  ['1 MiB of no product', { value: Buffer.alloc(1024 * 1024 + 1, '{') }, 'record_too_large'],
  ['headers of 2 MiB', { headers: someHeaders({ trace: Buffer.alloc(2 * 1024 * 1024 - 10_000) }) }, 'record_too_large'],
  ['a version that is none', { headers: someHeaders({ version: 'new' }) }, 'invalid_version'],
  ['a version in microseconds', { headers: someHeaders({ version: String(at * 1_000) }) }, 'invalid_version'],
  ['no version and a time that lies 50 minutes ahead', { timestamp: at + 3_000_000 }, 'invalid_version'],
  ['a version from the future and no value', { value: null, timestamp: at + 3_000_000 }, 'invalid_version'],
])('a record with %s is a dead letter', (_, fields, code) => {
  const record = aRecord(fields);
  const verdict = judge(record, list, at);
  expect(verdict.outcome).toBe('dead_lettered');
  expect(verdict.records).toMatchObject([{ topic: 'dead_letters', key: record.key }]);
  expect(verdict.records[0]?.value).toBe(record.value);
  expect(headersOf(verdict)).toMatchObject({ function: 'filter', error_code: code });
});

test('a product with an optional field that cannot be read is allowed, and a header says what is left out', () => {
  const value = productBytes({ updated_at: '', specifications: [] });
  const verdict = judge(aRecord({ value, headers: someHeaders({ warnings: 'of the shop' }) }), list, at);
  expect(verdict.outcome).toBe('allowed');
  expect(verdict.records[0]?.value).toBe(value);
  expect(headersOf(verdict)['warnings']).toBe(
    'specifications: an object is expected, found a list; updated_at: must be an ISO 8601 date or time',
  );
});

test.each([
  ['an unknown field', { loyalty: 5 }],
  ['a name of 10,000 characters', { name: 'я'.repeat(10_000) }],
])('a product with %s is allowed', (_, fields) => {
  expect(judge(aRecord({ value: productBytes(fields) }), list, at).outcome).toBe('allowed');
});

test.each([
  ['a product', productBytes({ description: 'x'.repeat(3 * 1024 * 1024) })],
  ['none', Buffer.alloc(3 * 1024 * 1024, '{')],
])('3 MiB of %s, which a shop has compressed well, leave a dead letter that its topic takes', (_, value) => {
  const verdict = judge(aRecord({ value }), list, at);
  expect(headersOf(verdict)).toMatchObject({ error_code: 'record_too_large', value_bytes: String(value.length) });
  expect(() => refuseTooLarge(verdict.records)).not.toThrow();
});

test('any bytes under any key have exactly one outcome', () => {
  const bytes = fc.option(
    fc.oneof(
      fc.uint8Array(),
      fc.json().map((text) => Buffer.from(text)),
    ),
    { nil: null },
  );
  fc.assert(
    fc.property(bytes, bytes, (key, value) => {
      const record = aRecord({ key: key && Buffer.from(key), value: value && Buffer.from(value) });
      expect(outcomes).toContain(judge(record, list, at).outcome);
    }),
    { numRuns: 500 },
  );
});
