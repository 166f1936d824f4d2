import { expect, test } from 'vitest';
import { fetchPace } from './fetch-pace.ts';

const full = { minBytes: 65_536, maxWaitTime: 150 };

test('answers are to be full as long as records come', () => {
  expect(fetchPace(full, 0)).toEqual(full);
  expect(fetchPace(full, 1_999)).toEqual(full);
});

test('without records for a while the first one is answered at once, and asked for less often', () => {
  const { minBytes, maxWaitTime } = fetchPace(full, 2_001);
  expect(minBytes).toBe(1);
  expect(maxWaitTime).toBeGreaterThanOrEqual(5 * full.maxWaitTime);
});

test('who takes single records anyway is left alone', () => {
  const single = { minBytes: 1, maxWaitTime: 100 };
  expect(fetchPace(single, 60_000)).toEqual(single);
});
