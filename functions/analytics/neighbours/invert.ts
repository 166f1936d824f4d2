import { setImmediate } from 'node:timers/promises';

/** Rows and columns that are taken together, so that what a step needs stays in the processor's nearest caches. */
const blockSize = 64;

/**
 * Inverts a symmetric positive definite matrix of `size` rows in place; only the lower triangle is read and written. Takes
 * size³ / 2 multiplications and 1,024 × size bytes besides the matrix.
 *
 * Sweeping the block K of a matrix whose other parts are B and R makes [-K⁻¹ (BK⁻¹)ᵀ; BK⁻¹ R - BK⁻¹Bᵀ] of [K Bᵀ; B R]; once every
 * block is swept, the inverse stands there with the opposite sign. Goodnight, "A tutorial on the SWEEP operator", The
 * American Statistician 33(3), 1979. Lets other work pass between blocks. RangeError when the matrix is not positive
 * definite.
 */
export async function invert(matrix: Float64Array, size: number): Promise<void> {
  const taken = new Float64Array(size * blockSize);
  const swept = new Float64Array(size * blockSize);
  for (let from = 0; from < size; from += blockSize) {
    await setImmediate();
    const width = Math.min(blockSize, size - from);
    const place = { size, from, width };
    takeColumns(matrix, place, taken);
    const inverse = inverseOfBlock(taken.slice(from * width, (from + width) * width), place);
    multiply(taken, inverse, place, swept);
    subtractProducts(matrix, place, swept, taken);
    putColumns(matrix, place, swept, inverse);
  }
  for (let index = 0; index < matrix.length; index++) matrix[index] = -(matrix[index] ?? 0);
}

/** A block on the diagonal of a matrix. */
interface Place {
  readonly size: number;
  readonly from: number;
  readonly width: number;
}

/** Where the lower triangle has a number. */
const lower = (size: number, row: number, column: number): number =>
  row >= column ? row * size + column : column * size + row;

function takeColumns(matrix: Float64Array, { size, from, width }: Place, columns: Float64Array): void {
  for (let row = 0; row < size; row++)
    for (let column = 0; column < width; column++)
      columns[row * width + column] = matrix[lower(size, row, from + column)] ?? 0;
}

/** What the sweep leaves in the block's own rows and columns. */
function putColumns(
  matrix: Float64Array,
  { size, from, width }: Place,
  columns: Float64Array,
  inverse: Float64Array,
): void {
  for (let row = 0; row < size; row++)
    for (let column = 0; column < width; column++) {
      const inBlock = row >= from && row < from + width;
      const value = inBlock ? -(inverse[(row - from) * width + column] ?? 0) : columns[row * width + column];
      matrix[lower(size, row, from + column)] = value ?? 0;
    }
}

/** The inverse of a small matrix, by Gauss and Jordan. Symmetric and positive definite, it needs no search for pivots. */
function inverseOfBlock(block: Float64Array, { from, width }: Place): Float64Array {
  for (let k = 0; k < width; k++) {
    const pivot = block[k * width + k] ?? 0;
    if (!(pivot > 0)) throw new RangeError(`the matrix is not positive definite: row ${from + k}`);
    block[k * width + k] = 1;
    for (let column = 0; column < width; column++) block[k * width + column] = (block[k * width + column] ?? 0) / pivot;
    for (let row = 0; row < width; row++) {
      if (row === k) continue;
      const factor = block[row * width + k] ?? 0;
      block[row * width + k] = 0;
      for (let column = 0; column < width; column++)
        block[row * width + column] = (block[row * width + column] ?? 0) - factor * (block[k * width + column] ?? 0);
    }
  }
  return block;
}

function multiply(rows: Float64Array, by: Float64Array, { size, width }: Place, products: Float64Array): void {
  for (let row = 0; row < size; row++)
    for (let column = 0; column < width; column++) {
      let sum = 0;
      for (let k = 0; k < width; k++) sum += (rows[row * width + k] ?? 0) * (by[k * width + column] ?? 0);
      products[row * width + column] = sum;
    }
}

/** Takes `left` × `right`ᵀ from all rows outside the block: nearly all the work, so four columns at once share a row. */
function subtractProducts(
  matrix: Float64Array,
  { size, from, width }: Place,
  left: Float64Array,
  right: Float64Array,
): void {
  for (let row = 0; row < size; row++) {
    if (row >= from && row < from + width) continue;
    const of = row * width;
    for (let column = 0; column <= row; column += 4) {
      let [a, b, c, d] = [0, 0, 0, 0];
      const first = column * width;
      for (let k = 0; k < width; k++) {
        const factor = left[of + k] ?? 0;
        const place = first + k;
        a += factor * (right[place] ?? 0);
        b += factor * (right[place + width] ?? 0);
        c += factor * (right[place + 2 * width] ?? 0);
        d += factor * (right[place + 3 * width] ?? 0);
      }
      const target = row * size + column;
      matrix[target] = (matrix[target] ?? 0) - a;
      // Beyond the diagonal nothing is read.
      if (column + 1 <= row) matrix[target + 1] = (matrix[target + 1] ?? 0) - b;
      if (column + 2 <= row) matrix[target + 2] = (matrix[target + 2] ?? 0) - c;
      if (column + 3 <= row) matrix[target + 3] = (matrix[target + 3] ?? 0) - d;
    }
  }
}
