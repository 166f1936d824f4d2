import { expect, test } from 'vitest';
import { aRule } from '../../tests/support/records.ts';
import { momentsWithin } from './due.ts';

const noon = Date.parse('2026-11-28T12:00:00Z');
const timed = (rule_id: string, from: number, to: number) =>
  aRule({
    rule_id,
    kind: 'brand',
    value: 'Rolex',
    valid_from: new Date(noon + from).toISOString(),
    valid_to: new Date(noon + to).toISOString(),
  });

test('moments are those at which rules begin and end, each once with all of its rules, in order', () => {
  const rules = [timed('b', 30, 90), timed('a', 10, 30), aRule({ rule_id: 'c', kind: 'brand', value: 'Casio' })];
  expect(momentsWithin(rules, noon, noon + 60)).toEqual([
    { at: noon + 10, ruleIds: ['a'] },
    { at: noon + 30, ruleIds: ['a', 'b'] },
  ]);
});

test('of two times that follow each other each moment belongs to one', () => {
  const rules = [timed('a', 10, 20)];
  expect(momentsWithin(rules, noon, noon + 10)).toHaveLength(1);
  expect(momentsWithin(rules, noon + 10, noon + 20)).toMatchObject([{ at: noon + 20 }]);
});
