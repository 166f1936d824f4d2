import { expect, test } from 'vitest';
import { difference, shareOf } from './intervals.ts';

test('a share has the interval that Wilson gives it', () => {
  // Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I: 81 of 263, and 0 of 20.
  expect(shareOf(81, 263)).toMatchObject({
    low: expect.closeTo(0.2553, 4),
    high: expect.closeTo(0.3662, 4),
  });
  expect(shareOf(0, 20)).toMatchObject({ low: 0, high: expect.closeTo(0.1611, 4) });
});

test('the difference of two shares has the interval of method 10', () => {
  // Newcombe 1998, table II: 56 of 70 and 48 of 80.
  expect(difference(shareOf(56, 70), shareOf(48, 80))).toEqual({
    value: expect.closeTo(0.2, 4),
    low: expect.closeTo(0.0524, 4),
    high: expect.closeTo(0.3339, 4),
  });
});

test('nobody says nothing', () => {
  expect(shareOf(0, 0)).toMatchObject({ share: 0, low: 0, high: 1 });
});
