import type { Placed } from '../../functions/recommend/diversify.ts';
import { parseProduct, type Product } from '../../modules/product/product.ts';
import { deedsOf } from '../../local/buyers/behaviour.ts';
import { offersOf } from '../../local/buyers/offer.ts';
import { productAt } from '../../local/catalogue/product.ts';
import type { BuyerEvents } from './splits/split.ts';

export interface Generated {
  readonly buyers: readonly BuyerEvents[];
  readonly shelves: Shelves;
}

/** Where each product stands: of its category and of its store. */
export type Shelves = ReadonlyMap<string, Placed['offer']>;

const seed = 7;
const to = Date.UTC(2026, 0, 29);
const period = { from: to - 28 * 86_400_000, to };

/** Buyers with tastes, in a catalogue of this size: always the same ones. */
export function generateBehaviour(products: number, buyers: number): Generated {
  const goods = catalogue(products);
  const offers = offersOf(goods, seed);
  return {
    buyers: Array.from({ length: buyers }, (_, number) => ({
      buyer: String(number),
      events: deedsOf(offers, seed, number, period).flatMap((deed) => (deed.kind === 'event' ? [deed] : [])),
    })),
    shelves: new Map(
      goods.map(({ product_id, category, store_id = '' }) => [product_id, { category, store_id: store_id ?? '' }]),
    ),
  };
}

const catalogue = (size: number): Product[] =>
  Array.from({ length: size }, (_, number) => {
    const product = parseProduct(Buffer.from(JSON.stringify(productAt(seed, number))));
    if (!product.ok) throw new Error(product.error.message);
    return product.value;
  });
