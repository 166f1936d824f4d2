import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyProduct, anyRule } from '../../tests/support/any-rule.ts';
import { aRule } from '../../tests/support/records.ts';
import type { KeyedRecord } from '../kafka/read-partition.ts';
import { banListOf, emptyList } from './ban-list.ts';

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

/** Of few rules, so that many are changed again, removed or made unreadable. */
const anyRecord: fc.Arbitrary<Omit<KeyedRecord, 'offset'>> = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    rule: fc.option(anyRule, { nil: null, freq: 4 }),
    isReadable: fc.boolean(),
  })
  .map(({ id, rule, isReadable }) => ({
    key: Buffer.from(id),
    value: rule && Buffer.from(isReadable ? JSON.stringify({ ...rule, rule_id: id }) : '{'),
    timestamp: 0,
    headers: [],
  }));

test('two who know the same list answer alike, whenever they have read its records', () => {
  const step = fc.tuple(anyRecord, fc.boolean());
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), anyProduct, (steps, product) => {
      const records = steps.map(([record], offset) => ({ ...record, offset }));
      let known = emptyList;
      for (const [index, [, isReadNow]] of steps.entries())
        if (isReadNow || index === steps.length - 1)
          known = known.after(index + 1, records.slice(known.version, index + 1));
      const fresh = emptyList.after(records.length, records);
      const now = at('2026-11-28T12:00:00Z');
      expect(known.match(product, now)).toEqual(fresh.match(product, now));
      expect(new Map(known.rules.standing)).toEqual(new Map(fresh.rules.standing));
      expect(new Map(known.rules.unreadable)).toEqual(new Map(fresh.rules.unreadable));
    }),
  );
});

test('a list tells which appeals in force let a product through', () => {
  const { appealsOf } = banListOf(1, [
    aRule({ rule_id: 'b', kind: 'appeal', value: 'p1' }),
    aRule({ rule_id: 'a', kind: 'appeal', value: 'p1' }),
    aRule({ rule_id: 'c', kind: 'appeal', value: 'p1', valid_to: '2026-01-01T00:00:00Z' }),
    aRule({ rule_id: 'd', kind: 'product', value: 'p1' }),
  ]);
  expect(appealsOf('p1', at('2026-06-01T00:00:00Z'))).toEqual(['a', 'b']);
  expect(appealsOf('p2', at('2026-06-01T00:00:00Z'))).toEqual([]);
});
