import { expect, test } from 'vitest';
import type { KeyedRecord } from '../kafka/read-partition.ts';
import { jsonLog } from '../logging/log.ts';
import { applyChanges } from './ban-list.ts';

const aRule = (id: string, fields: object = {}) => ({
  rule_id: id,
  kind: 'phrase',
  value: 'вейп',
  reason: 'Нельзя',
  ...fields,
});

const aChange = (key: string | null, value: unknown): KeyedRecord => ({
  offset: 0,
  key: key === null ? null : Buffer.from(key),
  value: value === null ? null : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
});

const quiet = jsonLog(() => undefined);

const idsAfter = (...changes: KeyedRecord[]): string[] => [...applyChanges(new Map(), changes, quiet).keys()];

test('a rule is added, replaced and removed', () => {
  const added = applyChanges(new Map(), [aChange('a', aRule('a')), aChange('b', aRule('b'))], quiet);
  const changed = applyChanges(added, [aChange('a', aRule('a', { value: 'снюс' })), aChange('b', null)], quiet);
  expect([...changed.values()]).toMatchObject([aRule('a', { value: 'снюс' })]);
  expect(added.size).toBe(2);
});

test.each([
  ['text that is not JSON', 'b', '{'],
  ['a rule without a reason', 'b', aRule('b', { reason: '' })],
  ['a rule of an unknown kind', 'b', aRule('b', { kind: 'colour' })],
  ['a rule under the key of another', 'b', aRule('c')],
  ['a rule without a key', null, aRule('b')],
])('%s is skipped, and the others hold', (_, key, value) => {
  expect(idsAfter(aChange('a', aRule('a')), aChange(key, value), aChange('d', aRule('d')))).toEqual(['a', 'd']);
});

test('a rule stays in force when what should replace it cannot be read', () => {
  const rules = applyChanges(new Map(), [aChange('a', aRule('a')), aChange('a', aRule('a', { kind: 'words' }))], quiet);
  expect([...rules.values()]).toMatchObject([aRule('a')]);
});

test('a rule as earlier releases wrote it is read', () => {
  const former = { id: 'a', kind: 'word', value: 'вейп', reason: 'Нельзя' };
  const [rule] = applyChanges(new Map(), [aChange('a', former)], quiet).values();
  expect(rule).toMatchObject({ rule_id: 'a', kind: 'phrase', match: 'stem', value: 'вейп' });
});

test('what is skipped is logged with the place where it stands', () => {
  const lines: string[] = [];
  const log = jsonLog((line) => void lines.push(line));
  applyChanges(new Map(), [{ ...aChange('a', aRule('a', { kind: 'colour' })), offset: 12 }], log);
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
    { level: 'warn', message: 'ban rule skipped', rule_id: 'a', offset: 12, problem: expect.stringContaining('kind') },
  ]);
});
