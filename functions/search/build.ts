import { fromMinorUnits } from '../../modules/product/money.ts';
import { currencyOf, minorUnits, type SearchQuery } from './query.ts';
import { spellingSuggester, textQuery, type Matching } from './text.ts';

/** Bounds of the price facet's ranges, in major units of the currency. */
const priceBounds = [1_000, 5_000, 10_000, 50_000];
const maxFacetValues = 50;

/** Milliseconds after which OpenSearch answers with what it has; such an answer is not passed on. */
const searchTimeout = '2s';

/** What a hit shows. */
const shownFields = ['product_id', 'name', 'category', 'brand', 'price', 'in_stock'];

/** The body of a search. Facets are counted without the filter on their own field, so that other values can be chosen. */
export function buildSearch(query: SearchQuery, text: string, matching: Matching): object {
  const { category, brand, sort, page, page_size } = query;
  const filters = {
    category: category.length === 0 ? [] : [{ terms: { category } }],
    brand: brand.length === 0 ? [] : [{ terms: { brand } }],
    price: priceFilter(query),
  };
  const facet = (without: keyof typeof filters, values: object): object => {
    const others = Object.entries(filters).flatMap(([field, filter]) => (field === without ? [] : filter));
    return { filter: { bool: { filter: others } }, aggs: { values } };
  };
  return {
    query: { bool: { must: text === '' ? [] : [textQuery(text, matching)], filter: alwaysApplied(query) } },
    post_filter: { bool: { filter: Object.values(filters).flat() } },
    aggs: {
      category: facet('category', { terms: { field: 'category', size: maxFacetValues } }),
      brand: facet('brand', { terms: { field: 'brand', size: maxFacetValues } }),
      price: facet('price', {
        filter: pricedAs(query),
        aggs: { ranges: priceRanges(query) },
      }),
      matches: { filter: { match_all: {} } },
    },
    sort: sortBy(sort, text),
    track_scores: text !== '',
    track_total_hits: true,
    from: (page - 1) * page_size,
    size: page_size,
    _source: shownFields,
    timeout: searchTimeout,
    ...(text !== '' && { highlight, suggest: spellingSuggester(text) }),
  };
}

function alwaysApplied(query: SearchQuery): object[] {
  const { in_stock, sort, currency } = query;
  // Prices in different currencies have no order.
  const isPriced = currency !== undefined || sort === 'price_asc' || sort === 'price_desc';
  return [...(in_stock === undefined ? [] : [{ term: { in_stock } }]), ...(isPriced ? [pricedAs(query)] : [])];
}

const pricedAs = (query: SearchQuery): object => ({ term: { 'price.currency': currencyOf(query) } });

function priceFilter(query: SearchQuery): object[] {
  const { min_price, max_price } = query;
  if (min_price === undefined && max_price === undefined) return [];
  const range = {
    ...(min_price !== undefined && { gte: minorUnits(min_price, query) }),
    ...(max_price !== undefined && { lte: minorUnits(max_price, query) }),
  };
  return [pricedAs(query), { range: { price_minor: range } }];
}

function priceRanges(query: SearchQuery): object {
  const bounds = priceBounds.map((bound) => minorUnits(bound, query));
  const ranges = [undefined, ...bounds].map((from, index) => ({ from, to: bounds[index] }));
  return { range: { field: 'price_minor', ranges } };
}

/** The product's id decides between equals, so that pages neither repeat nor skip a product. */
function sortBy(sort: SearchQuery['sort'], text: string): object[] {
  const newest = { created_at: { order: 'desc', missing: '_last' } };
  const order = {
    relevance: text === '' ? newest : { _score: 'desc' },
    price_asc: { price_minor: 'asc' },
    price_desc: { price_minor: 'desc' },
    newest,
  };
  return [order[sort], { product_id: 'asc' }];
}

/** Matches in <em>; the rest is escaped, as shops' texts are not to be trusted as HTML. */
const highlight = {
  encoder: 'html',
  // Longer texts would make the whole search fail (index.highlight.max_analyzed_offset).
  max_analyzer_offset: 100_000,
  fields: { name: { number_of_fragments: 0 }, description: { number_of_fragments: 1, fragment_size: 160 } },
};

/** A bound of a price range as OpenSearch gives it back, in major units. */
export const majorUnits = (minor: number | undefined, query: SearchQuery): number | undefined =>
  minor === undefined ? undefined : fromMinorUnits(minor, currencyOf(query));
