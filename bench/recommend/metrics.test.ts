import { expect, test } from 'vitest';
import { ndcg, recall } from './metrics.ts';

const ranking = ['a', 'b', 'c', 'd'];

test.each([
  ['a', 4, 1],
  // 1 / log2(3)
  ['b', 4, 0.630_93],
  // 1 / log2(4)
  ['c', 4, 0.5],
  // 1 / log2(5)
  ['d', 4, 0.430_68],
  ['d', 3, 0],
  ['z', 4, 0],
])('the gain of %s within %d is %d', (relevant, depth, gain) => {
  expect(ndcg(ranking, relevant, depth)).toBeCloseTo(gain, 5);
});

test('recall asks only whether it is there', () => {
  expect([recall(ranking, 'd', 4), recall(ranking, 'd', 3), recall([], 'd', 3)]).toEqual([1, 0, 0]);
});
