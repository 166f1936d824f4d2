import { expect, test } from 'vitest';
import { RowChecker, type CheckedRow } from './check-rows.ts';

const aRule = (fields: object = {}) => ({ kind: 'phrase', value: 'вейп', reason: 'Нельзя', ...fields });

const checked = (...contents: unknown[]): CheckedRow[] => {
  const checker = new RowChecker();
  return contents.map((content, index) => checker.check({ line: index + 1, content }));
};
const idOf = (row: CheckedRow | undefined): string => (row?.kind === 'rule' ? row.rule.rule_id : 'none');

test('a rule without an id has the same one each time, and another one when it says something else', () => {
  const [one] = checked(aRule());
  const [same] = checked(aRule({ match: 'stem', created_at: '2026-11-28T12:00:00Z' }));
  const [other] = checked(aRule({ reason: 'Запрещено' }));
  expect(idOf(one)).toMatch(/^ban-[0-9a-f]{16}$/u);
  expect(idOf(same)).toBe(idOf(one));
  expect(idOf(other)).not.toBe(idOf(one));
});

test('who made a rule and when is not sent, for the platform says it', () => {
  const [row] = checked(aRule({ rule_id: 'r1', created_by: 'eve', created_at: '2026-11-28T12:00:00Z' }));
  expect(row).toMatchObject({ kind: 'rule', rule: { rule_id: 'r1', match: 'stem' } });
  expect(JSON.stringify(row)).not.toContain('created');
});

test('a row that says the same as another is repeated, one that says something else under its id is wrong', () => {
  const named = aRule({ rule_id: 'r1' });
  expect(checked(named, named, aRule({ rule_id: 'r1', value: 'снюс' })).slice(1)).toEqual([
    { line: 2, kind: 'repeated' },
    { line: 3, kind: 'bad', ruleId: 'r1', errors: ['rule_id: line 1 has another rule under this id'] },
  ]);
});

test('a rule as earlier releases wrote it is taken', () => {
  expect(checked({ id: 'old', kind: 'word', value: 'вейп', reason: 'Нельзя' })).toMatchObject([
    { kind: 'rule', rule: { rule_id: 'old', kind: 'phrase' } },
  ]);
});

test.each([
  [aRule({ exeptions: ['чехол'] }), ['exeptions: is not a known field']],
  [aRule({ value: '?!', window: 0 }), ['value: must have a letter or a digit', 'window: must be at least 1']],
  ['вейп', ['row: an object is expected, found "вейп"']],
  [null, ['row: an object is expected, found null']],
])('of %j everything that is wrong is told', (content, errors) => {
  expect(checked(content)).toEqual([{ line: 1, kind: 'bad', errors }]);
});
