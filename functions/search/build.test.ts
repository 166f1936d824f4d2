import { expect, test } from 'vitest';
import { buildSearch } from './build.ts';
import { readQuery, type SearchQuery } from './query.ts';

function aQuery(parameters: Readonly<Record<string, string[]>>): SearchQuery {
  const read = readQuery(parameters);
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return read.query;
}

const built = (parameters: Readonly<Record<string, string[]>>): unknown => {
  const query = aQuery(parameters);
  return buildSearch(query, query.name);
};

const category = { terms: { 'category.folded': ['Часы', 'Обувь'] } };
const brand = { terms: { brand: ['Орбита'] } };
const roubles = { term: { 'price.currency': 'RUB' } };

test('chosen values limit the hits and every facet but their own', () => {
  expect(built({ category: ['Часы', 'Обувь'], brand: ['Орбита'], max_price: ['1999.90'] })).toMatchObject({
    post_filter: { bool: { filter: [category, brand, { range: { price_minor: { lte: 199_990 } } }, roubles] } },
    aggs: {
      category: { filter: { bool: { filter: [brand, { range: { price_minor: { lte: 199_990 } } }, roubles] } } },
      brand: { filter: { bool: { filter: [category, { range: { price_minor: { lte: 199_990 } } }, roubles] } } },
      price: { filter: { bool: { filter: [category, brand, roubles] } } },
    },
  });
});

test('prices are compared in the minor units of the currency that was asked for', () => {
  expect(built({ min_price: ['500'], currency: ['JPY'] })).toMatchObject({
    post_filter: {
      bool: { filter: [{ range: { price_minor: { gte: 500 } } }, { term: { 'price.currency': 'JPY' } }] },
    },
  });
});

test('sorting by price leaves out other currencies, and the id decides between equals', () => {
  expect(built({ sort: ['price_asc'] })).toMatchObject({
    query: { bool: { filter: [roubles] } },
    sort: [{ price_minor: 'asc' }, { product_id: 'asc' }],
  });
});

test('the third page of 50 begins at hit 100', () => {
  expect(built({ page: ['3'], page_size: ['50'] })).toMatchObject({ from: 100, size: 50, track_total_hits: true });
});

test('without a text there is nothing to score or to highlight', () => {
  const search = built({});
  expect(search).toMatchObject({
    track_scores: false,
    sort: [{ created_at: { order: 'desc' } }, { product_id: 'asc' }],
  });
  expect(search).not.toHaveProperty('highlight');
});

/** Clauses that OpenSearch looks something up for. */
const clausesIn = (value: unknown): number =>
  typeof value !== 'object' || value === null
    ? 0
    : Object.entries(value).reduce(
        (sum, [key, inner]) => sum + (['term', 'terms', 'match', 'match_phrase'].includes(key) ? 1 : clausesIn(inner)),
        0,
      );

/** OpenSearch refuses more in one query: indices.query.bool.max_clause_count. */
const mostClauses = 1_024;

test.each(['ж '.repeat(100), 'айфон15 тв усб бп '.repeat(11), '1-a'.repeat(66), 'пол л 2х3 м 1,5 кг '.repeat(10)])(
  'a query has few enough clauses, however much may be meant: «%s»',
  (name) => {
    const { query } = built({ name: [name.slice(0, 200)] }) as { query: object };
    expect(clausesIn(query)).toBeGreaterThan(10);
    expect(clausesIn(query)).toBeLessThan(mostClauses);
  },
);
