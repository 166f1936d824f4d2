import { expect, test } from 'vitest';
import { aRule } from '../../tests/support/records.ts';
import { banListOf } from './ban-list.ts';

const at = (time: string): number => Date.parse(time);

test('a list tells whether it changes by itself within a time', () => {
  const from = '2026-01-01T10:00:00Z';
  const to = '2026-01-01T12:00:00Z';
  const { changesWithin } = banListOf(1, [
    aRule({ kind: 'brand', value: 'Rolex', valid_from: from, valid_to: to }),
    aRule({ kind: 'brand', value: 'Casio' }),
  ]);
  const within = (first: string, last: string): boolean => changesWithin(at(first), at(last));
  expect(within('2026-01-01T09:00:00Z', '2026-01-01T09:59:59Z')).toBe(false);
  expect(within('2026-01-01T09:00:00Z', from)).toBe(true);
  expect(within(from, '2026-01-01T11:59:59Z')).toBe(false);
  expect(within(from, to)).toBe(true);
  expect(within(to, '2030-01-01T00:00:00Z')).toBe(false);
});

test('a rule that was made at a time and is in force for ever changes the list at that time', () => {
  const created = '2026-01-01T10:00:00Z';
  const { changesWithin } = banListOf(1, [aRule({ kind: 'brand', value: 'Rolex', created_at: created })]);
  expect(changesWithin(at(created) - 1, at(created))).toBe(true);
});
