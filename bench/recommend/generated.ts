import { parseProduct } from '../../modules/product/product.ts';
import { deedsOf } from '../../local/buyers/behaviour.ts';
import { offersOf, type Offer } from '../../local/buyers/offer.ts';
import { productAt } from '../../local/catalogue/product.ts';
import type { BuyerEvents } from './splits/split.ts';

export interface Generated {
  readonly buyers: readonly BuyerEvents[];
  readonly categoryOf: ReadonlyMap<string, string>;
}

const seed = 7;
const to = Date.UTC(2026, 0, 29);
const period = { from: to - 28 * 86_400_000, to };

/** Buyers with tastes, in a catalogue of this size: always the same ones. */
export function generateBehaviour(products: number, buyers: number): Generated {
  const offers = catalogue(products);
  return {
    buyers: Array.from({ length: buyers }, (_, number) => ({
      buyer: String(number),
      events: deedsOf(offers, seed, number, period).flatMap((deed) => (deed.kind === 'event' ? [deed] : [])),
    })),
    categoryOf: new Map(offers.map(({ productId, category }) => [productId, category])),
  };
}

function catalogue(size: number): Offer[] {
  const products = Array.from({ length: size }, (_, number) => {
    const product = parseProduct(Buffer.from(JSON.stringify(productAt(seed, number))));
    if (!product.ok) throw new Error(product.error.message);
    return product.value;
  });
  return offersOf(products, seed);
}
