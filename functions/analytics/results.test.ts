import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { runIdAt } from './directories.ts';
import { runNearest, runsToKeep } from './results.ts';

const minute = 60_000;
const day = 1_440 * minute;
const now = Date.UTC(2026, 10, 22, 19, 25);

const runsAt = (...times: readonly number[]): string[] => times.map(runIdAt);
const dayOf = (runId: string): string => runId.slice(0, 8);

test('of a run every ten minutes for forty days the newest three stay, and the last of each of thirty days', () => {
  const all = Array.from({ length: 40 * 144 }, (_, n) => runIdAt(now - n * 10 * minute));
  const kept = runsToKeep(all, now);
  expect(kept.slice(-3)).toEqual(['20261122T190500Z', '20261122T191500Z', '20261122T192500Z']);
  const lastOfDays = Array.from({ length: 30 }, (_, n) => `${dayOf(runIdAt(now - (n + 1) * day))}T235500Z`);
  expect(kept.slice(0, -3)).toEqual(lastOfDays.toReversed());
});

test('the newest three stay however old they are', () => {
  const old = runsAt(now - 90 * day, now - 80 * day, now - 70 * day, now - 60 * day);
  expect(runsToKeep(old, now)).toEqual(old.slice(1));
});

test('whatever runs there were: of a day at most one is kept besides the newest, and what is kept once stays', () => {
  const times = fc.array(fc.integer({ min: now - 60 * day, max: now }), { maxLength: 60 });
  fc.assert(
    fc.property(times, (ran) => {
      const all = [...new Set(runsAt(...ran))].toSorted();
      const kept = runsToKeep(all, now);
      const older = kept.slice(0, -3);
      expect(kept.slice(-3)).toEqual(all.slice(-3));
      expect(new Set(older.map(dayOf)).size).toBe(older.length);
      for (const runId of older) expect(all.findLast((other) => dayOf(other) === dayOf(runId))).toBe(runId);
      expect(runsToKeep(kept, now)).toEqual(kept);
    }),
  );
});

test('the run nearest to a time is found before and after it, not further than a day away', () => {
  const wanted = now - 7 * day;
  const [far, before, after] = runsAt(wanted - 2 * day, wanted - 180 * minute, wanted + 60 * minute) as [
    string,
    string,
    string,
  ];
  expect(runNearest([far, before, after], wanted)).toBe(after);
  expect(runNearest([far, before], wanted)).toBe(before);
  expect(runNearest([far], wanted)).toBeUndefined();
  expect(runNearest([], wanted)).toBeUndefined();
});
