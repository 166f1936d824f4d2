import { disguised, forbidden, nearMisses, recalled } from './disguise.ts';
import { mistakes } from './malformed.ts';
import { productAt, type CatalogueProduct } from './product.ts';

const seed = 2026;
/** Ordinary products before each special one. */
const between = 9;

const specials: readonly ((product: CatalogueProduct) => unknown)[] = [
  ...[...forbidden, ...recalled, ...nearMisses].map((one) => (product: CatalogueProduct) => disguised(product, one)),
  ...mistakes,
];

/** The elements of samples/products.json: ordinary products, and among them everything special once. */
export function sampleElements(): unknown[] {
  const elements: unknown[] = [];
  for (const special of specials) {
    for (let count = 0; count < between; count++) elements.push(productAt(seed, elements.length));
    elements.push(special(productAt(seed, elements.length)));
  }
  return elements;
}

/** The sample as it stands in the repository. */
export const sampleText = (): string => `${JSON.stringify(sampleElements(), null, 2)}\n`;
