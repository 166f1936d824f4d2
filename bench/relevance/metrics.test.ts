import { expect, test } from 'vitest';
import type { Grade } from './judged/judged-set.ts';
import { gradedNdcg, mean, recall, reciprocalRank } from './metrics.ts';

const grades = new Map<string, Grade>([
  ['a', 2],
  ['b', 2],
  ['c', 1],
]);

test.each([
  [['a', 'x'], 1],
  [['x', 'b'], 1 / 2],
  // What is only acceptable is not what was asked for.
  [['c', 'x', 'a'], 1 / 3],
  [['x', 'y', 'z', 'a'], 0],
  [[], 0],
])('of %j within three the reciprocal rank is %d', (ranking, expected) => {
  expect(reciprocalRank(ranking, grades, 3)).toBeCloseTo(expected, 10);
});

// Gains are 3, 3 and 1; discounts 1, log2(3) and 2: the best there can be is 3 + 3 / 1.58496 + 1 / 2 = 5.39279.
test.each([
  [['a', 'b', 'c'], 1],
  [['b', 'a', 'c'], 1],
  // 1 + 3 / 1.58496 + 3 / 2
  [['c', 'a', 'b'], 0.814_57],
  // 3 / 1.58496
  [['x', 'a'], 0.350_99],
  [['x', 'y'], 0],
])('the graded nDCG of %j is %d', (ranking, expected) => {
  expect(gradedNdcg(ranking, grades, 10)).toBeCloseTo(expected, 4);
});

test('a document between that does not answer costs the ones behind it their rank', () => {
  const graded = new Map<string, Grade>([
    ['a', 2],
    ['b', 1],
    ['c', 2],
    ['e', 1],
  ]);
  // (3 + 1 / 1.58496 + 3 / 2 + 1 / 2.58496) / (3 + 3 / 1.58496 + 1 / 2 + 1 / 2.32193)
  expect(gradedNdcg(['a', 'b', 'c', 'd', 'e'], graded, 5)).toBeCloseTo(0.947_51, 4);
});

test('only the ideal of as many documents as are looked at counts', () => {
  expect(gradedNdcg(['a'], grades, 1)).toBe(1);
});

test('recall is the share of everything that answers, and what is found twice counts once', () => {
  expect(recall(['x', 'c', 'c', 'a'], grades, 50)).toBeCloseTo(2 / 3, 10);
  expect(recall(['x', 'c', 'a'], grades, 2)).toBeCloseTo(1 / 3, 10);
  expect(recall(['x'], new Map(), 50)).toBe(0);
});

test('the mean of nothing is 0', () => {
  expect([mean([1, 0, 0.5]), mean([])]).toEqual([0.5, 0]);
});
