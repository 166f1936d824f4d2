import { add, type Recommender } from './recommenders/recommender.ts';

/** The weighted sum of what several recommenders say, the best of each counting 1. */
export const blended =
  (recommenders: readonly Recommender[], weights: readonly number[]): Recommender =>
  (one) => {
    const sums = new Map<string, number>();
    for (const [index, recommender] of recommenders.entries()) {
      const weight = weights[index] ?? 0;
      if (weight === 0) continue;
      const scores = recommender(one);
      const best = [...scores.values()].reduce((a, b) => Math.max(a, b), 0);
      if (best > 0) for (const [product, score] of scores) add(sums, product, (weight * score) / best);
    }
    return sums;
  };

/** All ways to share out four quarters among `parts`. */
export function shares(parts: number, quarters = 4): number[][] {
  if (parts === 1) return [[quarters / 4]];
  return Array.from({ length: quarters + 1 }, (_, first) =>
    shares(parts - 1, quarters - first).map((rest) => [first / 4, ...rest]),
  ).flat();
}
