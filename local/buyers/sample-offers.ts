import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { productMatcher } from '../../modules/bans/match.ts';
import { parseProduct, type Product } from '../../modules/product/product.ts';
import { sampleRules } from '../bans/seed.ts';
import { projectRoot } from '../instance/instance.ts';
import { offersOf, type Offer } from './offer.ts';

/** What the sample catalogue offers to buyers: its products without those that the sample bans reject. */
export async function sampleOffers(seed: number): Promise<Offer[]> {
  const [text, rules] = await Promise.all([
    readFile(join(projectRoot, 'samples/products.json'), 'utf8'),
    sampleRules(),
  ]);
  const bansOf = productMatcher(rules);
  const products = z
    .array(z.unknown())
    .parse(JSON.parse(text))
    .flatMap((element): Product[] => {
      const product = parseProduct(Buffer.from(JSON.stringify(element)));
      return product.ok && bansOf(product.value, Date.now()).length === 0 ? [product.value] : [];
    });
  return offersOf(products, seed);
}
