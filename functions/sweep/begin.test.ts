import { expect, test } from 'vitest';
import type { RuleRecord } from '../../modules/ban-list/rule-changes.ts';
import type { Sweep } from '../../modules/ban-sweeps/sweep.ts';
import { aRule } from '../../tests/support/records.ts';
import { sweepForTime, sweepsForChanges, takeOver } from './begin.ts';

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

const pattern = (offset: number): RuleRecord => ({
  ...set(offset),
  kind: 'set',
  rule: aRule({ rule_id: `rule-${offset}`, kind: 'regex', value: 'x+' }),
});

test('rules whose products no index tells share one sweep of the whole catalogue', () => {
  expect(sweepsForChanges([pattern(4), set(5), pattern(7)], beginning)).toMatchObject([
    { sweep_id: 'change-5', rule_ids: ['rule-5'] },
    { sweep_id: 'changes-4-7', from_version: 4, to_version: 7 },
  ]);
});

const ofCatalogue = (from: number, to: number, fields: Partial<Sweep> = {}): Sweep => ({
  ...sweepForTime(at, [], beginning),
  from_version: from,
  to_version: to,
  ...fields,
});

test('a sweep of the catalogue takes over earlier ones, and goes on where the latest is', () => {
  const earlier = [ofCatalogue(5, 9, { after: 'p-7' }), ofCatalogue(2, 4, { after: 'p-3' })];
  expect(takeOver(ofCatalogue(10, 12), earlier)).toMatchObject({
    from_version: 2,
    to_version: 12,
    after: 'p-7',
    origin: 'p-7',
  });
});

test.each([
  ['none', []],
  ['one that has looked at everything', [ofCatalogue(5, 9, { after: 'p-9', state: 'settling' })]],
  ['itself', [ofCatalogue(10, 12, { after: 'p-7' })]],
])('beside %s it begins at the first product', (_, earlier) => {
  const sweep = takeOver(ofCatalogue(10, 12), earlier);
  expect(sweep).not.toHaveProperty('after');
  expect(sweep).not.toHaveProperty('origin');
});

test('the same change, and the same moment, has the same sweep whenever it comes', () => {
  const [one] = sweepsForChanges([set(5)], beginning);
  const [again] = sweepsForChanges([set(5)], later);
  expect(again?.sweep_id).toBe(one?.sweep_id);
  expect(sweepForTime(at, ['a'], beginning).sweep_id).toBe(sweepForTime(at, ['a'], later).sweep_id);
});
