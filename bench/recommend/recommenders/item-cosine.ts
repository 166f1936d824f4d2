import type { BuyerEvents } from '../splits/split.ts';
import { add, productsOf, type Recommender } from './recommender.ts';

/**
 * Item-to-item cosine: the similarity of two products is how many buyers met both, over the root of the product of how
 * many met each (Sarwar, Karypis, Konstan and Riedl, "Item-based collaborative filtering recommendation algorithms", WWW
 * 2001), times n / (n + `shrinkage`), where n met both: few buyers prove little. A product's score is the sum of its
 * similarities to what the buyer met.
 */
export function itemCosine(training: readonly BuyerEvents[], shrinkage: number): Recommender {
  const products = productsOf(training);
  const buyers = new Map<string, number[]>();
  for (const [buyer, met] of products.entries())
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
    for (const buyer of buyers.get(product) ?? []) for (const other of products[buyer] ?? []) add(together, other, 1);
    together.delete(product);
    for (const [other, count] of together)
      together.set(other, (count / Math.sqrt(size(product) * size(other))) * (count / (count + shrinkage)));
    rows.set(product, together);
    return together;
  };
  return ({ past }) => {
    const scores = new Map<string, number>();
    for (const product of new Set(past.map(({ productId }) => productId)))
      for (const [other, score] of similar(product)) add(scores, other, score);
    return scores;
  };
}
