/** How strictly a text is matched. */
export type Matching = 'strict' | 'similar';

/** A word in the name says most about a product, one in the description least. */
const fields = ['name^4', 'brand.text^3', 'category.text^2', 'tags.text^2', 'description'];

/** Of what must be found, as descriptions have no stop words. */
const contentWords = 'russian_query_content';

/** Up to three words must all occur; of more, three quarters: long texts are descriptions, not names. */
const requiredWords = '3<75%';

/** Words that a search for similar ones looks at, so that a long text costs no more than a sentence. */
const maxWords = 10;

/** The query clause for a text, which is not empty. */
export const textQuery = (text: string, matching: Matching): object =>
  matching === 'strict' ? strictQuery(text) : similarQuery(text);

/** Words may be spread over the fields («часы» in the name, «xiaomi» in the brand); together in the name is best. */
const strictQuery = (text: string): object => ({
  bool: {
    must: {
      multi_match: {
        query: text,
        type: 'cross_fields',
        fields,
        analyzer: contentWords,
        minimum_should_match: requiredWords,
        tie_breaker: 0.3,
      },
    },
    should: [
      // The word itself before its synonyms.
      { match: { name: { query: text, analyzer: 'russian_text', boost: 2 } } },
      { match_phrase: { name: { query: text, slop: 2, boost: 2 } } },
      { match: { 'category.text': { query: text, boost: 2 } } },
      { constant_score: { filter: { term: { in_stock: true } }, boost: 0.5 } },
    ],
  },
});

/** As many words of a text as must occur, and at least one of them in what names the product. */
function similarQuery(text: string): object {
  const words = wordsOf(text).slice(0, maxWords);
  return {
    bool: {
      must: { match: { spelled: { query: words.join(' '), ...oneOrTwoTypos } } },
      should: words.map((word) => similarWord(word)),
      minimum_should_match: requiredWords,
    },
  };
}

/** The first letter must be right: people seldom miss it, and it spares most of the dictionary. */
const oneOrTwoTypos = { fuzziness: 'AUTO', prefix_length: 1, max_expansions: 50 };

/** A word with a typo or two, or any form of it. */
const similarWord = (word: string): object => ({
  bool: {
    should: [
      { match: { spelled: { query: word, ...oneOrTwoTypos } } },
      // Stop words, of which nothing is left to compare, match everything.
      { multi_match: { query: word, fields, analyzer: contentWords, zero_terms_query: 'all' } },
    ],
  },
});

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];

/** Asks for the nearest known spelling of each word that the index does not know. */
export const spellingSuggester = (text: string): object => ({
  spelling: {
    text,
    term: { field: 'spelled', suggest_mode: 'missing', prefix_length: 1, min_word_length: 3, size: 1 },
  },
});
