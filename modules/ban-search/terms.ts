import { foldId } from '../bans/compiled/rule-finder.ts';
import { textsOf, type JudgedProduct } from '../bans/product-texts.ts';
import { textFields } from '../bans/rule.ts';
import type { Hashes } from '../bans/scan/hash-index.ts';
import { WordReader } from '../bans/scan/word-reader.ts';

const every: Hashes = { find: (hash, found) => found.add(hash) };
const words = new WordReader(every);

/**
 * What a document holds so that the products which a rule may match are found: the hash of each word that its texts may be
 * read to have, in every spelling that counts as one, and the ids that rules name.
 */
export function banTerms(product: JudgedProduct): string[] {
  const hashes = new Set<number>();
  for (const field of textFields) for (const { text } of textsOf(product, field)) words.read(text, hashes);
  return [
    ...Array.from(hashes, wordTerm),
    ...(product.sku ? [idTerm('sku', product.sku)] : []),
    ...(product.store_id ? [idTerm('store', product.store_id)] : []),
  ];
}

/** `hash`: of 32 bits, as skeletonOf makes it. */
export const wordTerm = (hash: number): string => (hash >>> 0).toString(36);

/** Lucene bounds what a term may have. */
const maxIdLength = 500;

/** With a colon, which no hash has. */
export const idTerm = (kind: 'sku' | 'store', id: string): string => `${kind}:${foldId(id).slice(0, maxIdLength)}`;
