import { partsOf, type Part, type Reading } from './understand/parts.ts';

/** What finding a reading there is worth; the words of a description say least about what a product is. */
const worth = { name: 4, about: 2.5, description: 0.5, head: 5, joined: 2, phrase: 1, inStock: 0.3, popular: 0.1 };

/** Of several places of one part the best counts, and the others a little: a word of name and category is no accident. */
const ofOthers = 0.2;

/** The query clause for what a text asks for; a text without letters and digits finds nothing. `popular`: products by popularity. */
export function textQuery(text: string, popular: readonly string[]): object {
  const parts = partsOf(text);
  if (parts.length === 0) return { match_none: {} };
  return {
    bool: {
      must: needed(parts, partQuery),
      should: [
        ...parts.flatMap(headQuery),
        ...parts.flatMap(relationQuery),
        { constant_score: { filter: { match_phrase: { name: { query: text, slop: 1 } } }, boost: worth.phrase } },
        { match: { name: { query: text, boost: 0.02 } } },
        { constant_score: { filter: { term: { in_stock: true } }, boost: worth.inStock } },
        ...popularityQuery(popular),
      ],
    },
  };
}

/** Of so many most popular products each is worth something, less than to be in stock: it decides between equals. */
const popularFirst = [20, 200];

const popularityQuery = (popular: readonly string[]): object[] =>
  popular.length === 0
    ? []
    : popularFirst.map((most) => constant({ terms: { product_id: popular.slice(0, most) } }, worth.popular));

/** What must occur, as clauses: all that always must, and enough of the others. */
function needed(parts: readonly Part[], clauseOf: (part: Part) => object): object[] {
  const always = parts.filter(({ need }) => need === 'always');
  const mostly = parts.filter(({ need }) => need === 'mostly');
  const least = leastOf(mostly.length, always.some(isModel));
  return [
    ...always.map(clauseOf),
    ...(least === 0 ? [] : [{ bool: { should: mostly.map(clauseOf), minimum_should_match: least } }]),
  ];
}

/** The number of a model tells more than any word. */
const isModel = ({ text }: Part): boolean => /^\d{3,}$/.test(text);

/**
 * Up to three words must all occur; of more, three quarters, because long texts are descriptions, not names. With the number of a
 * model one of three may be missing.
 */
const leastOf = (words: number, hasModel: boolean): number =>
  words < 3 || (words === 3 && !hasModel) ? words : Math.floor(words * 0.75);

/** A product in which some reading of a part is found. */
const partQuery = ({ readings, text }: Part): object => ({
  dis_max: {
    tie_breaker: ofOthers,
    queries: [
      ...foundAnywhere(readings),
      {
        constant_score: {
          filter: { match: { description: { query: text, operator: 'and' } } },
          boost: worth.description,
        },
      },
    ],
  },
});

/** Products that a text finds, wherever its words stand. */
export const foundQuery = (text: string): object => ({ bool: { must: needed(partsOf(text), partQuery) } });

/** Products that a text finds without their descriptions, where any word may stand for any reason; what is in their names counts most. */
export const namedQuery = (text: string): object => ({
  bool: {
    must: needed(partsOf(text), ({ readings }) => ({
      dis_max: { tie_breaker: ofOthers, queries: foundAnywhere(readings) },
    })),
  },
});

const foundAnywhere = (readings: readonly Reading[]): object[] => [
  ...found('name', readings, worth.name),
  ...found('about', readings, worth.about),
];

/** Readings that are equally sure are one clause. */
function found(field: 'name' | 'about' | 'head', readings: readonly Reading[], value: number): object[] {
  const single = Map.groupBy(
    readings.filter(({ terms }) => terms.length === 1),
    ({ weight }) => weight,
  );
  const several = readings.filter(({ terms }) => terms.length > 1);
  return [
    ...Array.from(single, ([weight, its]) =>
      constant({ terms: { [`terms.${field}`]: its.flatMap(({ terms }) => terms) } }, weight * value),
    ),
    ...several.map(({ terms, weight }) =>
      constant({ bool: { filter: terms.map((term) => ({ term: { [`terms.${field}`]: term } })) } }, weight * value),
    ),
  ];
}

const constant = (filter: object, boost: number): object => ({ constant_score: { filter, boost } });

/** What the query is about had better be what the product is: a «чехол для гитары» is no guitar. */
const headQuery = ({ isHead, readings, need }: Part): object[] =>
  isHead && need !== 'never' ? [{ dis_max: { queries: found('head', readings, worth.head) } }] : [];

/** The same word behind the same preposition. */
const relationQuery = ({ behind, readings }: Part): object[] =>
  behind === undefined
    ? []
    : [
        constant(
          {
            terms: {
              'terms.name': readings.flatMap(({ terms: [term], weight }) => (weight === 1 ? `${behind}>${term}` : [])),
            },
          },
          worth.joined,
        ),
      ];

/** Each word that is looked for by its spelling is compared with all that the index knows. */
const mostSpelled = 8;

/** Asks for the nearest known spellings of each of the first words that the index does not know. */
export const spellingSuggester = (text: string): object => ({
  spelling: {
    text: text.split(/\s+/).slice(0, mostSpelled).join(' '),
    term: { field: 'spelled', suggest_mode: 'missing', prefix_length: 0, min_word_length: 3, size: 5 },
  },
});
