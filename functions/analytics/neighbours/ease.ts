import { invert } from './invert.ts';

/** How much one product says for another: from the first to the second. */
export interface ItemWeights {
  readonly size: number;
  /** From -1 to about 1; 0 from a product to itself. */
  readonly weight: (from: number, to: number) => number;
}

/**
 * The linear model that predicts best what else belongs to a buyer's products, each from all others but itself, in closed
 * form: with P the inverse of G + λI, the weight from i to j is -P_ij / P_jj. Steck, "Embarrassingly shallow autoencoders for
 * sparse data", WWW 2019. `gram` has `size` rows; the lower triangle of G says how many buyers two products share, its
 * diagonal how many each has. It is used up.
 */
export async function ease(gram: Float64Array, size: number, regularization: number): Promise<ItemWeights> {
  for (let item = 0; item < size; item++) {
    const place = item * size + item;
    gram[place] = (gram[place] ?? 0) + regularization;
  }
  await invert(gram, size);
  const inverse = (row: number, column: number): number =>
    gram[Math.max(row, column) * size + Math.min(row, column)] ?? NaN;
  return { size, weight: (from, to) => (from === to ? 0 : -inverse(from, to) / inverse(to, to)) };
}
