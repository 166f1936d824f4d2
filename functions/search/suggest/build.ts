import { isConnective } from '../../../modules/search-terms/words.ts';
import { shownFields } from '../hit.ts';
import { namedQuery } from '../text.ts';

/** Milliseconds: a later suggestion is of no use. */
const timeout = '500ms';
const mostCategories = 5;
/** Words of a text that are looked at: the last ones, as it is typed. */
const mostWords = 8;
const shortestBeginning = 2;

/** The words of a text as the field `spelled` has them. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** The body of a search for products that have all words of a text, of each perhaps only its beginning. */
export function buildSuggestion(text: string, limit: number): object {
  const words = wordsOf(text).slice(-mostWords);
  const told = words.every(isConnective) ? words : words.filter((word) => !isConnective(word));
  const query = {
    must: told.map(begun),
    should: [...inName(words), { constant_score: { filter: { term: { in_stock: true } }, boost: 1 } }],
  };
  return {
    query: { bool: words.length === 0 ? { must_not: { match_all: {} } } : query },
    aggs: { categories: { terms: { field: 'category', size: mostCategories } } },
    sort: [{ _score: 'desc' }, { product_id: 'asc' }],
    track_total_hits: false,
    size: limit,
    _source: shownFields,
    timeout,
  };
}

/** What stands in the name itself counts more. A single letter says nothing there, and too many words begin with it. */
const inName = (words: readonly string[]): object[] =>
  (words.at(-1)?.length ?? 0) < shortestBeginning
    ? []
    : [{ match_bool_prefix: { name: { query: words.join(' '), analyzer: 'plain_words', boost: 2 } } }];

/** The body of a search for the nearest known spelling of each word that no product has. */
export const buildSpelling = (text: string): object => ({
  size: 0,
  query: { match_none: {} },
  suggest: {
    spelling: {
      text: wordsOf(text).slice(-mostWords).join(' '),
      term: { field: 'spelled', suggest_mode: 'missing', min_word_length: 3, size: 1 },
    },
  },
  timeout,
});

/** A word that a product's begin with, or one that is as good as one of them. */
const begun = (word: string): object => ({
  bool: { should: [{ prefix: { spelled: { value: word } } }, namedQuery(word)] },
});
