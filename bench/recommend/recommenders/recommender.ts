import type { BuyerEvents, Case } from '../splits/split.ts';

/** What a case may want, the more the higher; what is missing has nothing to say for it. */
export type Scores = ReadonlyMap<string, number>;

export type Recommender = (one: Case) => Scores;

/** The best scores of products that a case may be recommended, best first; equal ones in the order of ids. */
export function bestScores(scores: Scores, { past }: Case, repeats: boolean, most: number): Scores {
  const met = new Set(repeats ? [] : past.map(({ productId }) => productId));
  const left = [...scores].filter(([product]) => !met.has(product));
  return new Map(left.toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1)).slice(0, most));
}

/** The products of each buyer, each once. */
export const productsOf = (training: readonly BuyerEvents[]): readonly ReadonlySet<string>[] =>
  training.map(({ events }) => new Set(events.map(({ productId }) => productId)));

export function add(scores: Map<string, number>, product: string, score: number): void {
  scores.set(product, (scores.get(product) ?? 0) + score);
}
