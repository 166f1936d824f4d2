import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';

/** Between the tokens of a form that several words share. */
export const separator = '|';

/**
 * Rules «form, form => token» for the forms to which the stemmer gives another token than the dictionary, from stemmer-rules.bin
 * beside this module. A function's package holds the file beside its bundle (filesOfModules in cdk/packaging/bundle.ts).
 */
export const readStemmerRules = (): string[] =>
  brotliDecompressSync(readFileSync(new URL('stemmer-rules.bin', import.meta.url)))
    .toString()
    .split('\n');

/**
 * Filters of an OpenSearch analyzer, in this order, for lower-case words with е for ё. Two forms of nouns, adjectives and the like
 * get a token in common when they are forms of one word, and only then. They are plain settings of an index, which OpenSearch
 * Service takes as well: what the stemmer does wrong is overridden, and a form of several words is cut into the token of each.
 */
export const wordFilters = () => ({
  russian_words: { type: 'stemmer_override', rules: readStemmerRules() },
  russian_stemmer: { type: 'stemmer', language: 'russian' },
  russian_shared_forms: { type: 'pattern_capture', preserve_original: false, patterns: [`([^${separator}]+)`] },
});
