import { textsOf, type JudgedProduct } from '../bans/product-texts.ts';
import { textFields } from '../bans/rule.ts';
import type { Hashes } from '../bans/scan/hash-index.ts';
import { skeletonOfId } from '../bans/scan/id-index.ts';
import { step } from '../bans/scan/skeleton.ts';
import { WordReader } from '../bans/scan/word-reader.ts';

const every: Hashes = { find: (hash, found) => found.add(hash) };
const words = new WordReader(every);

/**
 * What a document holds so that the products which a rule may match are found: the hash of each word that its texts may be
 * read to have, in every spelling that counts as one, and those of the ids that rules name. Whole numbers of 32 bits.
 */
export function banTerms(product: JudgedProduct): number[] {
  const terms = new Set<number>();
  for (const field of textFields) for (const { text } of textsOf(product, field)) words.read(text, terms);
  if (product.sku) terms.add(idTerm('sku', product.sku));
  if (product.store_id) terms.add(idTerm('store', product.store_id));
  return [...terms];
}

/** Keeps what is an id from what is a word. */
const marks = { sku: 1, store: 2 } as const;

export const idTerm = (kind: keyof typeof marks, id: string): number => step(skeletonOfId(id), marks[kind]);
