import { expect, test } from 'vitest';
import { recordsBehind } from './lag.ts';

const ends = [
  { partition: 0, low: '0', high: '10' },
  { partition: 1, low: '5', high: '10' },
];

test('a group is behind by what it has not committed in all partitions', () => {
  expect(
    recordsBehind(
      ends,
      new Map([
        [0, 7],
        [1, 10],
      ]),
    ),
  ).toBe(3);
});

test('without a commit it is behind by everything that is still there', () => {
  expect(recordsBehind(ends, new Map())).toBe(15);
});

test('what retention removed before it was read does not wait any more', () => {
  expect(
    recordsBehind(
      ends,
      new Map([
        [0, 10],
        [1, 2],
      ]),
    ),
  ).toBe(5);
});
