import { expect, test } from 'vitest';
import type { KeyedRecord } from '../kafka/read-partition.ts';
import { someHeaders } from '../../tests/support/records.ts';
import { applyChanges, noRules, type Rules } from './rule-changes.ts';

const aRule = (id: string, fields: object = {}) => ({
  rule_id: id,
  kind: 'phrase',
  value: 'вейп',
  reason: 'Нельзя',
  ...fields,
});

const aChange = (key: string | null, value: unknown, fields: Partial<KeyedRecord> = {}): KeyedRecord => ({
  offset: 0,
  timestamp: 1_700_000_000_000,
  headers: [],
  key: key === null ? null : Buffer.from(key),
  value: value === null ? null : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
  ...fields,
});

const after = (...changes: KeyedRecord[]): Rules => applyChanges(noRules, changes);
const standing = ({ standing: rules }: Rules): unknown[] => Array.from(rules.values(), ({ rule }) => rule);

test('a rule is added, replaced and removed', () => {
  const added = after(aChange('a', aRule('a')), aChange('b', aRule('b')));
  const changed = applyChanges(added, [aChange('a', aRule('a', { value: 'снюс' })), aChange('b', null)]);
  expect(standing(changed)).toMatchObject([aRule('a', { value: 'снюс' })]);
  expect(added.standing.size).toBe(2);
});

test('a rule has the change that made it what it is: which, when, by whom and why', () => {
  const headers = someHeaders({ changed_by: 'анна', why: 'жалоба 15' });
  const { standing: rules } = after(aChange('a', aRule('a'), { offset: 7, headers }));
  expect(rules.get('a')?.change).toEqual({ offset: 7, at: 1_700_000_000_000, by: 'анна', why: 'жалоба 15' });
});

test.each([
  ['text that is not JSON', 'b', '{', 'the value is not JSON'],
  ['a rule without a reason', 'b', aRule('b', { reason: '' }), 'reason'],
  ['a rule of an unknown kind', 'b', aRule('b', { kind: 'colour' }), 'kind'],
  ['a rule under the key of another', 'b', aRule('c'), 'rule_id'],
  ['a rule without a key', '', aRule('b'), 'rule_id'],
])('%s changes nothing, and the list says what is wrong with it', (_, key, value, problem) => {
  const rules = after(aChange('a', aRule('a')), aChange(key, value, { offset: 12 }), aChange('d', aRule('d')));
  expect([...rules.standing.keys()]).toEqual(['a', 'd']);
  expect([...rules.unreadable]).toMatchObject([
    [key, { problem: expect.stringContaining(problem), change: { offset: 12 } }],
  ]);
});

test('a rule stays in force when what should replace it cannot be read', () => {
  const rules = after(aChange('a', aRule('a')), aChange('a', aRule('a', { kind: 'words' })));
  expect(standing(rules)).toMatchObject([aRule('a')]);
  expect([...rules.unreadable.keys()]).toEqual(['a']);
});

test.each([
  ['a readable change', aRule('a', { value: 'снюс' })],
  ['a removal', null],
])('%s mends a rule that could not be read', (_, value) => {
  expect(after(aChange('a', '{'), aChange('a', value)).unreadable.size).toBe(0);
});

test('a rule as earlier releases wrote it is read', () => {
  const former = { id: 'a', kind: 'word', value: 'вейп', reason: 'Нельзя' };
  const [rule] = standing(after(aChange('a', former)));
  expect(rule).toMatchObject({ rule_id: 'a', kind: 'phrase', match: 'stem', value: 'вейп' });
});
