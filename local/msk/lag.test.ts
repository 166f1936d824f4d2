import { expect, test } from 'vitest';
import { remember, secondsBehind, type History } from './lag.ts';

/** Ends at every half minute from 0 on. */
const seen = (...ends: readonly number[]): History => ends.map((end, n) => ({ at: n * 30_000, end }));

test('a group that has taken everything is not behind', () => {
  expect(secondsBehind(seen(0, 50, 100), 100, 60_000)).toBe(0);
  expect(secondsBehind([], 0, 0)).toBe(0);
});

test('a group is as far behind as its first waiting record is old, by when the partition reached it', () => {
  expect(secondsBehind(seen(0, 100, 200), 100, 60_000)).toBe(30);
  expect(secondsBehind(seen(0, 100, 200), 150, 60_000)).toBe(15);
  expect(secondsBehind(seen(0, 100, 200), 0, 60_000)).toBe(60);
});

test('a group that stands still falls behind second by second though nothing arrives', () => {
  const history = seen(10, 40, 40, 40);
  expect(secondsBehind(history, 10, 90_000)).toBe(90);
  expect(secondsBehind(history, 10, 150_000)).toBe(150);
});

test('what waited before the first look is as old as that look, at least', () => {
  expect(secondsBehind(seen(500, 500), 100, 45_000)).toBe(45);
});

test('a clock that is set back makes no negative lag', () => {
  expect(secondsBehind([{ at: 60_000, end: 5 }], 0, 0)).toBe(0);
});

test('nothing is remembered that the group has passed, and no more than two hours', () => {
  let history: History = [];
  for (let n = 0; n < 10; n++) history = remember(history, { at: n, end: n * 10 }, n * 10);
  expect(history).toEqual([{ at: 9, end: 90 }]);
  for (let n = 10; n < 1_000; n++) history = remember(history, { at: n, end: n * 10 }, 90);
  expect(history.length).toBe(240);
});

test('the last end that the group has passed is kept: the first waiting record came after it', () => {
  const history = remember(remember([], { at: 0, end: 10 }, 10), { at: 30_000, end: 40 }, 10);
  expect(secondsBehind(history, 10, 30_000)).toBe(30);
});
