import { expect, test } from 'vitest';
import { invert } from './invert.ts';

/** A symmetric positive definite matrix: the products of random vectors, and something on the diagonal. */
function gramian(size: number): Float64Array {
  let state = 12_345;
  const draw = (): number => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
  const vectors = Array.from({ length: size }, () => Array.from({ length: 20 }, draw));
  const matrix = new Float64Array(size * size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      matrix[row * size + column] =
        (vectors[row] ?? []).reduce((sum, value, k) => sum + value * (vectors[column]?.[k] ?? 0), 0) +
        (row === column ? 5 : 0);
  return matrix;
}

test.each([1, 2, 63, 64, 65, 200])('a matrix of %d rows times its inverse is the identity', async (size) => {
  const matrix = gramian(size);
  const inverse = matrix.slice();
  await invert(inverse, size);
  const of = (row: number, column: number): number =>
    inverse[Math.max(row, column) * size + Math.min(row, column)] ?? NaN;
  let worst = 0;
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += (matrix[row * size + k] ?? 0) * of(k, column);
      worst = Math.max(worst, Math.abs(sum - (row === column ? 1 : 0)));
    }
  expect(worst).toBeLessThan(1e-9);
});

test('a matrix that has no inverse is refused', async () => {
  await expect(invert(new Float64Array([1, 1, 1, 1]), 2)).rejects.toThrow('not positive definite');
});
