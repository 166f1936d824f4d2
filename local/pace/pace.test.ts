import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Pace, pacedBatch, secondsLeft } from './pace.ts';

test('a sender that never pauses goes at the rate, but for the burst at the start', () => {
  const batches = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 20, maxLength: 60 });
  fc.assert(
    fc.property(fc.double({ min: 1, max: 10_000, noNaN: true }), batches, (rate, counts) => {
      const pace = new Pace(rate, 0);
      let now = 0;
      let before = 0;
      for (const count of counts) {
        now += pace.take(count, now);
        expect(now).toBeCloseTo((before * 1_000) / rate, 3);
        before += count;
      }
    }),
  );
});

test('a pause is made up for by a tenth of a second at most', () => {
  const pace = new Pace(100, 0);
  pace.take(10, 0);
  expect(pace.take(10, 60_000)).toBe(0);
  expect(pace.take(10, 60_000)).toBe(0);
  expect(pace.take(10, 60_000)).toBe(100);
});

test('a batch at a rate is a tenth of a second, at least one record and at most the usual batch', () => {
  expect([pacedBatch(0.5, 2_000), pacedBatch(500, 2_000), pacedBatch(1_000_000, 2_000)]).toEqual([1, 50, 2_000]);
});

test('the time that is left goes by this reading of the file, wherever it began and whatever was read before', () => {
  expect(secondsLeft(2, 0, 200, 1_000)).toBe(8);
  expect(secondsLeft(2, 500, 600, 1_000)).toBe(8);
  expect(secondsLeft(2, 500, 500, 1_000)).toBeUndefined();
  expect(secondsLeft(2, 0, 200, undefined)).toBeUndefined();
});
