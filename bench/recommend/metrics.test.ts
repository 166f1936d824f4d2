import { expect, test } from 'vitest';
import { hitRate, ndcg, recall, reciprocalRank } from './metrics.ts';

const ranking = ['a', 'b', 'c', 'd'];

test.each([
  [['a'], 4, 1],
  // 1 / log2(3)
  [['b'], 4, 0.630_93],
  // 1 / log2(5)
  [['d'], 4, 0.430_68],
  [['d'], 3, 0],
  [['a', 'b'], 4, 1],
  // (1 + 1 / log2(4)) / (1 + 1 / log2(3))
  [['a', 'c'], 4, 0.919_72],
  // One of two is found: 1 / (1 + 1 / log2(3))
  [['a', 'z'], 4, 0.613_15],
  // No more than one fits in: the best possible is 1.
  [['a', 'b', 'c'], 1, 1],
  [[], 4, 0],
])('the gain of %j within %d is %d', (relevant, depth, gain) => {
  expect(ndcg(ranking, new Set(relevant), depth)).toBeCloseTo(gain, 5);
});

test('recall is the share that is there, the hit rate whether any is, the reciprocal rank where the first is', () => {
  const relevant = new Set(['b', 'd', 'y', 'z']);
  expect([1, 2, 4].map((depth) => recall(ranking, relevant, depth))).toEqual([0, 0.25, 0.5]);
  expect([1, 2].map((depth) => hitRate(ranking, relevant, depth))).toEqual([0, 1]);
  expect([1, 4].map((depth) => reciprocalRank(ranking, relevant, depth))).toEqual([0, 0.5]);
});
