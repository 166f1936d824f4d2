import { expect, it } from 'vitest';
import { cpuShares } from './niceness.ts';

it.each([
  [0, 1_024],
  [5, 335],
  [10, 110],
  [19, 15],
])('a niceness of %i weighs what the kernel has in its table: %i', (niceness, weight) => {
  expect(Math.abs(cpuShares(niceness) - weight)).toBeLessThanOrEqual(1);
});
