import { wordFilters } from '../russian/word-filters.ts';

/**
 * How texts of products are cut into the words that are searched for: lower case, ё is е, and each form as its word, by
 * modules/russian. A form of two words is both, in one place.
 *
 * - `russian_text` for what names a product, and for queries: every word counts, «про» in «15 Про» as well;
 * - `russian_long_text` for descriptions: without stop words, and characters that are two code points stay as they are, because
 *   replacing them would cost a quarter of all indexing;
 * - `plain_words` for spellings: every word as it stands, which typos are compared with.
 */

/** One letter in two code points, as macOS writes file names, and marks that readers do not see. */
const characters = [
  'ё => е',
  'Ё => Е',
  'е\u0308 => е',
  'Е\u0308 => Е',
  'и\u0306 => й',
  'И\u0306 => Й',
  '\u0301 => ',
  '\u00AD => ',
];

/**
 * Where the dictionary is right and buyers mean something else: who looks for a watch is not after hours, and nobody is after ghosts.
 */
const exceptions = [
  'часы, часов, часам, часами, часах => часы',
  'час, часа, часу, часом, часе => час',
  'духи, духов, духам, духами, духах => духи',
  'кроссовки, кроссовок, кроссовкам, кроссовками, кроссовках, кроссовка, кроссовке, кроссовку, кроссовкой => кроссовки',
  'кроссовком, кроссовков => кроссовки',
  // A headset, and a suite of furniture.
  'гарнитура, гарнитурой, гарнитурою => гарнитура',
  'гарнитуром, гарнитуров => гарнитур',
  'гарнитур, гарнитуры, гарнитуре, гарнитуру, гарнитурам, гарнитурами, гарнитурах => гарнитура|гарнитур',
];

const analyzer = (filter: readonly string[]) => ({
  type: 'custom',
  char_filter: ['russian_letters'],
  tokenizer: 'standard',
  filter: ['lowercase', ...filter],
});

/** The `analysis` settings of the products, 4 MB of JSON: no other index is searched by Russian words in all their forms. */
export function productAnalysis() {
  const words = wordFilters();
  const stems = ['russian_exceptions', ...Object.keys(words)];
  return {
    char_filter: { russian_letters: { type: 'mapping', mappings: characters } },
    filter: {
      russian_yo: { type: 'pattern_replace', pattern: 'ё', replacement: 'е' },
      russian_stop: { type: 'stop', stopwords: '_russian_' },
      russian_exceptions: { type: 'stemmer_override', rules: exceptions },
      ...words,
    },
    normalizer: { folded: { type: 'custom', char_filter: ['russian_letters'], filter: ['lowercase'] } },
    analyzer: {
      russian_text: analyzer(stems),
      russian_long_text: { ...analyzer(['russian_yo', 'russian_stop', ...stems]), char_filter: [] },
      plain_words: analyzer([]),
    },
  };
}
