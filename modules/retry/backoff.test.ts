import { expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';

const backoff = { initialMs: 200, maxMs: 10_000 };

test('waits double up to the greatest', () => {
  const almostOne = 1 - Number.EPSILON;
  expect([0, 1, 2, 5, 6, 2_000].map((failures) => backoffMs(backoff, failures, almostOne))).toEqual([
    200, 400, 800, 6_400, 10_000, 10_000,
  ]);
});

test('half of a wait is fixed, half by chance', () => {
  expect([0, 0.5].map((random) => backoffMs(backoff, 1, random))).toEqual([200, 300]);
});
