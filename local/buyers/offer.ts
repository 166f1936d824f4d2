import type { Product } from '../../modules/product/product.ts';
import { Draws } from '../catalogue/random.ts';

/** A product as buyers see it. */
export interface Offer {
  readonly productId: string;
  readonly category: string;
  readonly brand: string;
  /** What it is: «наручные часы». */
  readonly kind: string;
  /** From 0, the cheapest of its kind, to 1. */
  readonly priceLevel: number;
  readonly inStock: boolean;
  /** How much everybody likes it, whatever the taste: few things are liked much. */
  readonly appeal: number;
}

/** How fast appeal falls from the best liked product of a kind to the next: Zipf's exponent. */
const zipf = 0.6;

/** Products as buyers see them; the same seed gives the same appeal. In the order of ids. */
export function offersOf(products: readonly Product[], seed: number): Offer[] {
  const byKind = Map.groupBy(products, (product) => `${product.category} ${kindOf(product)}`);
  const offers = [...byKind.values()].flatMap((alike) => {
    const byPrice = alike.toSorted((a, b) => a.price.amount - b.price.amount);
    const byAppeal = alike.toSorted((a, b) => liking(a, seed) - liking(b, seed));
    return alike.map((product): Offer => ({
      productId: product.product_id,
      category: product.category,
      brand: product.brand ?? '',
      kind: kindOf(product),
      priceLevel: alike.length === 1 ? 0.5 : byPrice.indexOf(product) / (alike.length - 1),
      inStock: (product.stock?.available ?? 0) > 0,
      appeal: 1 / (1 + byAppeal.indexOf(product)) ** zipf,
    }));
  });
  return offers.toSorted((a, b) => (a.productId < b.productId ? -1 : 1));
}

const kindOf = ({ tags, category }: Product): string => tags?.[0] ?? category;

/** A number that is the product's alone, whatever else is in the catalogue. */
function liking({ product_id }: Product, seed: number): number {
  let hash = 0;
  for (const character of product_id) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0;
  return new Draws(seed, hash).share();
}
