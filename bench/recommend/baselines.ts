import type { BuyerEvents, Case } from './split.ts';

/** Ranks products for a case, best first, without those that the buyer has met. */
export type Recommender = (one: Case) => readonly string[];

/** Enough for every measure. */
const depth = 20;

/** What most buyers met. */
export function popularity(training: readonly BuyerEvents[]): Recommender {
  const counts = new Map<string, number>();
  for (const products of productsOf(training).values())
    for (const product of products) counts.set(product, (counts.get(product) ?? 0) + 1);
  return ({ past }) => best(counts, past);
}

/**
 * Plain item-to-item cosine: the similarity of two products is how many buyers met both, over the root of the product of
 * how many met each; a product's score is the sum of its similarities to what the buyer met.
 * Sarwar, Karypis, Konstan and Riedl, "Item-based collaborative filtering recommendation algorithms", WWW 2001.
 */
export function itemCosine(training: readonly BuyerEvents[]): Recommender {
  const products = productsOf(training);
  const buyers = new Map<string, string[]>();
  for (const [buyer, met] of products)
    for (const product of met) {
      const known = buyers.get(product);
      if (known === undefined) buyers.set(product, [buyer]);
      else known.push(buyer);
    }
  const size = (product: string): number => buyers.get(product)?.length ?? 0;
  const rows = new Map<string, ReadonlyMap<string, number>>();
  const similar = (product: string): ReadonlyMap<string, number> => {
    const known = rows.get(product);
    if (known !== undefined) return known;
    const together = new Map<string, number>();
    for (const buyer of buyers.get(product) ?? [])
      for (const other of products.get(buyer) ?? []) together.set(other, (together.get(other) ?? 0) + 1);
    for (const [other, count] of together) together.set(other, count / Math.sqrt(size(product) * size(other)));
    rows.set(product, together);
    return together;
  };
  return ({ past }) => {
    const scores = new Map<string, number>();
    for (const product of new Set(past.map(({ productId }) => productId)))
      for (const [other, score] of similar(product)) scores.set(other, (scores.get(other) ?? 0) + score);
    return best(scores, past);
  };
}

const productsOf = (training: readonly BuyerEvents[]): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(training.map(({ buyer, events }) => [buyer, new Set(events.map(({ productId }) => productId))]));

function best(scores: ReadonlyMap<string, number>, past: Case['past']): string[] {
  const met = new Set(past.map(({ productId }) => productId));
  return [...scores]
    .filter(([product]) => !met.has(product))
    .toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .slice(0, depth)
    .map(([product]) => product);
}
