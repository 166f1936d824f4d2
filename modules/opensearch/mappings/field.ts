/** Kinds of fields that several mappings use. */

/** Compared as a whole. Longer values stay in the document but are not indexed: Lucene takes 32,766 bytes a term. */
export const keyword = { type: 'keyword', ignore_above: 512 };

/** Compared as a whole in lower case and with е for ё. */
export const foldedKeyword = { ...keyword, normalizer: 'folded' };

/** One of what a document is found by, without being sorted or counted. */
export const term = { type: 'keyword', doc_values: false };

/** A date that cannot be read leaves the document findable by everything else. */
export const lenientDate = { type: 'date', ignore_malformed: true };

/** Russian text that people look through now and then, by OpenSearch's own stemmer. */
export const stemmedText = { type: 'text', analyzer: 'russian' };

/** Russian text of products, searched by its words in any form: see russian.ts. */
export const russianText = { type: 'text', analyzer: 'russian_text' };

/** The same of a text that may be long. */
export const longRussianText = { type: 'text', analyzer: 'russian_long_text', search_analyzer: 'russian_text' };

/** Compared as a whole, and searched by its words. */
export const searchableKeyword = { ...keyword, copy_to: 'spelled', fields: { text: russianText } };

/** Version of the product, epoch milliseconds; the document's `_version` says the same. */
export const versions = { version: { type: 'long' }, ban_list_version: { type: 'long' } };
