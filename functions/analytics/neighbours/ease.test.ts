import { expect, test } from 'vitest';
import { ease } from './ease.ts';

/** The lower triangle of what baskets of products share. */
function gramOf(baskets: readonly (readonly number[])[], size: number): Float64Array {
  const gram = new Float64Array(size * size);
  for (const basket of baskets)
    for (const one of basket)
      for (const other of basket) if (other <= one) gram[one * size + other] = (gram[one * size + other] ?? 0) + 1;
  return gram;
}

test('of two products the weights are the shares of their buyers, damped', async () => {
  // Three buyers of the first, two of them of the second: with λ 1 the least squares solution is 2 / (3 + 1) from the
  // first to the second, and 2 / (2 + 1) back.
  const { weight } = await ease(gramOf([[0], [0, 1], [0, 1]], 2), 2, 1);
  expect([weight(0, 1), weight(1, 0), weight(0, 0)].map((one) => Number(one.toFixed(9)))).toEqual([
    0.5, 0.666666667, 0,
  ]);
});

test('what another product explains already says little', async () => {
  // Whoever has the first has the second, and mostly the third for the second's sake.
  const together = [0, 1, 2];
  const { weight } = await ease(gramOf([together, together, [1, 2], [1, 2], [1, 2], [1, 2]], 3), 3, 0.1);
  expect(weight(1, 2)).toBeGreaterThan(0.9);
  expect(Math.abs(weight(0, 2))).toBeLessThan(0.1);
});
