import { readSpecificationTerm } from '../../modules/product/specifications.ts';
import { currencyOf, minorUnits, type SearchQuery } from './query.ts';

/** What a buyer has chosen, by the facet that it is chosen in, as clauses that all have to hold. */
export interface Chosen {
  readonly category: readonly object[];
  readonly brand: readonly object[];
  readonly price: readonly object[];
  readonly currency: readonly object[];
  /** By the name of the specification. */
  readonly specifications: ReadonlyMap<string, object>;
}

/** Several values of one field are alternatives; categories are found in any case, and with е for ё. */
export function chosenOf(query: SearchQuery): Chosen {
  const { category, brand, currency, specification } = query;
  const byName = Map.groupBy(specification, (term) => readSpecificationTerm(term).name);
  return {
    category: category.length === 0 ? [] : [{ terms: { 'category.folded': category } }],
    brand: brand.length === 0 ? [] : [{ terms: { brand } }],
    price: priceRange(query),
    currency: currency === undefined && !asksPrice(query) ? [] : [inCurrency(query)],
    specifications: new Map([...byName].map(([name, terms]) => [name, { terms: { specifications: terms } }])),
  };
}

/** The clauses of all choices but those of one facet, or of one specification. */
export function clausesWithout(chosen: Chosen, without?: keyof Chosen | { readonly specification: string }): object[] {
  const { category, brand, price, currency, specifications } = chosen;
  const left = typeof without === 'object' ? without.specification : undefined;
  const others = [...specifications].flatMap(([name, clause]) => (name === left ? [] : clause));
  const clauses = { category, brand, price, currency, specifications: others };
  return Object.entries(clauses).flatMap(([facet, its]) => (facet === without ? [] : its));
}

/** What limits hits and facets alike. */
export function alwaysApplied(query: SearchQuery): object[] {
  const { in_stock, product_id, sort } = query;
  return [
    ...(product_id.length === 0 ? [] : [{ terms: { product_id } }]),
    ...(in_stock === undefined ? [] : [{ term: { in_stock } }]),
    // Prices in different currencies have no order.
    ...(sort === 'price_asc' || sort === 'price_desc' ? [inCurrency(query)] : []),
  ];
}

export const inCurrency = (query: SearchQuery): object => ({ term: { 'price.currency': currencyOf(query) } });

const asksPrice = ({ min_price, max_price }: SearchQuery): boolean =>
  min_price !== undefined || max_price !== undefined;

function priceRange(query: SearchQuery): object[] {
  const { min_price, max_price } = query;
  if (!asksPrice(query)) return [];
  const range = {
    ...(min_price !== undefined && { gte: minorUnits(min_price, query) }),
    ...(max_price !== undefined && { lte: minorUnits(max_price, query) }),
  };
  return [{ range: { price_minor: range } }];
}
