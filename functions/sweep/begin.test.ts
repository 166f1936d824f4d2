import { expect, test } from 'vitest';
import type { RuleRecord } from '../../modules/ban-list/rule-changes.ts';
import { aRule } from '../../tests/support/records.ts';
import { sweepForTime, sweepsForChanges } from './begin.ts';

const at = Date.parse('2026-11-28T12:00:00Z');
const beginning = { at, maxRate: 1_000 };
const later = { ...beginning, at: at + 60_000 };

const set = (offset: number): RuleRecord => {
  const id = `rule-${offset}`;
  return { id, kind: 'set', rule: aRule({ rule_id: id, kind: 'brand', value: 'Rolex' }), change: { offset, at } };
};

test('each change has a sweep of its own, about its rule and its version', () => {
  const removed: RuleRecord = { id: 'rule-5', kind: 'removed', change: { offset: 6, at } };
  expect(sweepsForChanges([set(5), removed], beginning)).toMatchObject([
    { sweep_id: 'change-5', from_version: 5, to_version: 5, rule_ids: ['rule-5'], state: 'running', step: 0 },
    { sweep_id: 'change-6', from_version: 6, to_version: 6, rule_ids: ['rule-5'] },
  ]);
});

test('what cannot be read has changed nothing, and needs no sweep', () => {
  expect(
    sweepsForChanges([{ id: 'a', kind: 'unreadable', problem: 'no', change: { offset: 1, at } }], beginning),
  ).toEqual([]);
});

test('very many changes at once have one sweep of the whole catalogue', () => {
  const sweeps = sweepsForChanges(
    Array.from({ length: 100 }, (_, offset) => set(offset + 10)),
    beginning,
  );
  expect(sweeps).toMatchObject([{ sweep_id: 'changes-10-109', from_version: 10, to_version: 109 }]);
  expect(sweeps[0]).not.toHaveProperty('rule_ids');
});

test('the same change, and the same moment, has the same sweep whenever it comes', () => {
  const [one] = sweepsForChanges([set(5)], beginning);
  const [again] = sweepsForChanges([set(5)], later);
  expect(again?.sweep_id).toBe(one?.sweep_id);
  expect(sweepForTime(at, ['a'], beginning).sweep_id).toBe(sweepForTime(at, ['a'], later).sweep_id);
});
