import { expect, test } from 'vitest';
import { historyEntrySchema } from '../../modules/ban-list/history-entry.ts';
import { topics } from '../../modules/platform/topics.ts';
import { aKafkaRecord, someHeaders } from '../../tests/support/records.ts';
import { historyEntry } from './entry.ts';

const rule = { rule_id: 'ban-1', kind: 'phrase', value: 'кинжал', reason: 'Нельзя' };

const bytesOf = (value: unknown): Buffer | null =>
  value === null ? null : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

/** The entry of a record, as readers of the history take it. */
const entryOf = (value: unknown, fields: Parameters<typeof aKafkaRecord>[0] = {}) =>
  historyEntrySchema.parse(
    historyEntry(
      aKafkaRecord({
        topic: 'banned_products',
        offset: 7,
        timestamp: Date.UTC(2026, 0, 2),
        key: Buffer.from('ban-1'),
        value: bytesOf(value),
        ...fields,
      }),
    ),
  );

const saying = (headers: Record<string, string>) => ({ headers: someHeaders(headers) });

test('an entry says which rule was set, when, by whom and why', () => {
  expect(entryOf(rule, saying({ changed_by: 'анна', why: 'жалоба 15' }))).toEqual({
    version: 7,
    rule_id: 'ban-1',
    action: 'set',
    at: '2026-01-02T00:00:00.000Z',
    by: 'анна',
    why: 'жалоба 15',
    rule,
  });
});

test('the removal of a rule is kept, with who removed it and why', () => {
  expect(entryOf(null, saying({ changed_by: 'анна', why: 'ошибка' }))).toEqual({
    version: 7,
    rule_id: 'ban-1',
    action: 'removed',
    at: '2026-01-02T00:00:00.000Z',
    by: 'анна',
    why: 'ошибка',
  });
});

test('when no header says who changed a rule, it is the one who made it', () => {
  const made = { ...rule, created_by: 'борис' };
  expect(entryOf(made)).toMatchObject({ by: 'борис' });
  expect(entryOf(made, saying({ changed_by: 'анна' }))).toMatchObject({ by: 'анна' });
  expect(entryOf(rule)).not.toHaveProperty('by');
});

test('the rule is kept as the record holds it: no defaults, no fields left out, in the words of earlier releases', () => {
  const former = { id: 'ban-1', kind: 'word', value: 'кинжал', reason: 'Нельзя', ticket: 15 };
  expect(entryOf(former)).toMatchObject({ action: 'set', rule: former });
  expect(entryOf(former).rule).toEqual(former);
});

test.each([
  ['no JSON', 'case-ban-1', 'not json', 'the value is not JSON'],
  [
    'a rule under the key of another',
    'case-ban-2',
    { id: 'case-ban-3', kind: 'word', value: 'кинжал', reason: 'Проба' },
    'rule_id: must be the key of the record',
  ],
  ['a rule of no known kind', 'ban-1', { ...rule, kind: 'words' }, 'kind: must be one of'],
])('%s is kept as unreadable, with what is wrong and what the record holds', (_, key, value, problem) => {
  expect(entryOf(value, { key: Buffer.from(key) })).toEqual({
    version: 7,
    rule_id: key,
    action: 'unreadable',
    at: '2026-01-02T00:00:00.000Z',
    problem: expect.stringContaining(problem),
    ...(typeof value === 'object' && { rule: value }),
  });
});

test.each([-1, 0, Date.UTC(10_000, 0), Number.MAX_SAFE_INTEGER])(
  'a record of the time %d has one in its entry',
  (timestamp) => {
    expect(Date.parse(entryOf(rule, { timestamp }).at)).toBeGreaterThanOrEqual(0);
  },
);

const nested = (depth: number): string => `{"a":`.repeat(depth) + '1' + '}'.repeat(depth);

test.each([
  ['nested so deep that OpenSearch does not take it', nested(20_000)],
  ['larger than the topic takes', JSON.stringify({ ...rule, note: 'я'.repeat(1_100_000) })],
  ['an array', JSON.stringify([rule])],
])('what is %s is left out of its entry', (_, value) => {
  expect(entryOf(value)).not.toHaveProperty('rule');
});

test('an entry fits into the topic whatever its record says', () => {
  const long = 'я'.repeat(500_000);
  const fields = Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`${n}${long.slice(0, 50)}`, n]));
  const record = { key: Buffer.from(long), ...saying({ changed_by: long, why: `\ud800${long}` }) };
  const bytes = Buffer.byteLength(JSON.stringify(entryOf({ kind: 'words', ...fields }, record)));
  expect(bytes).toBeLessThan(topics.ban_history.maxMessageBytes / 2);
});

test('an entry without a key is kept', () => {
  expect(entryOf(rule, { key: null })).toMatchObject({ rule_id: '', action: 'unreadable', rule });
});
