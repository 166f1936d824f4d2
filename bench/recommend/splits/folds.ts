import { Draws } from '../../../local/catalogue/random.ts';
import { inOrder, type BuyerEvents, type Case, type Split } from './split.ts';

/** As many as the files u1 to u5 of MovieLens 100K. */
const folds = 5;
const seed = 1;

/**
 * Five splits by chance: each hides another fifth of what buyers met, as the files u1 to u5 of MovieLens 100K do. The same
 * events are always split alike. The future is learned from, so this says how well a taste is known and not what comes next.
 */
export function splitInFolds(buyers: readonly BuyerEvents[]): Split[] {
  const draws = new Draws(seed, 0);
  const foldOf = buyers.map(({ events }) => {
    const products = [...new Set(events.map(({ productId }) => productId))];
    return new Map(products.map((product) => [product, draws.whole(0, folds - 1)]));
  });
  return Array.from({ length: folds }, (_, fold) => {
    const training: BuyerEvents[] = [];
    const cases: Case[] = [];
    for (const [index, { buyer, events }] of buyers.entries()) {
      const isHidden = (product: string): boolean => foldOf[index]?.get(product) === fold;
      const past = inOrder(events.filter(({ productId }) => !isHidden(productId)));
      if (past.length === 0) continue;
      training.push({ buyer, events: past });
      const hidden = new Set(events.map(({ productId }) => productId).filter(isHidden));
      const at = past.at(-1)?.at ?? 0;
      if (hidden.size > 0) cases.push({ buyer, past, hidden, at });
    }
    return { training, cases, repeats: false };
  });
}
