import { expect, test } from 'vitest';
import type { Rules } from '../../../modules/ban-list/rule-changes.ts';
import type { BanRule } from '../../../modules/bans/rule.ts';
import { aRule } from '../../../tests/support/records.ts';
import { readRows, sortRows } from './import-rows.ts';

const now = Date.parse('2026-11-29T12:00:00Z');
const said = (rule_id: string, fields: object = {}) => ({
  rule_id,
  kind: 'phrase',
  value: 'водка',
  reason: 'Нельзя',
  ...fields,
});
const standing = (...rules: readonly BanRule[]): Rules => ({
  standing: new Map(rules.map((rule) => [rule.rule_id, { rule, change: { offset: 1, at: 0 } }])),
  unreadable: new Map(),
});
const sort = (contents: readonly unknown[], rules = standing()) => sortRows(readRows(contents), rules, 'anna', now);

test('a new rule is by whoever imports it, and is to be tried', () => {
  expect(sort([said('new', { created_by: 'nobody' })]).set).toMatchObject([
    { index: 0, isNew: true, isTried: true, rule: { created_by: 'anna', created_at: '2026-11-29T12:00:00.000Z' } },
  ]);
});

test('a rule that stands as it is said is unchanged, also one that nobody may add any more', () => {
  const letter = aRule({ rule_id: 'old', kind: 'phrase', value: 'а', created_by: 'boris' });
  expect(sort([{ ...letter, version: 3, in_force: true }], standing(letter))).toEqual({
    set: [],
    unchanged: 1,
    refused: [],
  });
});

test('another reason is a change that needs no trial, another value one that does', () => {
  const present = aRule({ rule_id: 'own', kind: 'phrase', value: 'водка', created_by: 'boris' });
  const [reason, value] = [{ reason: 'Иначе' }, { value: 'вино' }].map(
    (fields) => sort([said('own', fields)], standing(present)).set[0],
  );
  expect(reason).toMatchObject({ isNew: false, isTried: false, rule: { reason: 'Иначе', created_by: 'boris' } });
  expect(value).toMatchObject({ isNew: false, isTried: true });
});

test('what cannot be read is refused with every reason, and the rest is not held up', () => {
  const { set, refused } = sort([
    7,
    said('bad', { value: '', reason: '' }),
    said('letter', { value: 'а' }),
    said('good'),
  ]);
  expect(set.map(({ index }) => index)).toEqual([3]);
  expect(refused).toEqual([
    { index: 0, errors: ['rule: must be an object of JSON'] },
    { index: 1, rule_id: 'bad', errors: ['reason: must not be empty', 'value: is empty: write the words to look for'] },
    { index: 2, rule_id: 'letter', errors: [expect.stringMatching(/^value: is one letter/u)] },
  ]);
});

test('of two rules with one id both are refused', () => {
  const { set, refused } = sort([said('twice'), said('once'), said('twice', { value: 'вино' })]);
  expect(set.map(({ rule }) => rule.rule_id)).toEqual(['once']);
  expect(refused.map(({ index }) => index)).toEqual([0, 2]);
});
