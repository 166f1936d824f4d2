import { z } from 'zod';
import { fromMinorUnits } from '../../modules/product/money.ts';
import { readSpecificationTerm } from '../../modules/product/specifications.ts';
import { clausesWithout, inCurrency, type Chosen } from './filters.ts';
import { currencyOf, minorUnits, type SearchQuery } from './query.ts';

/** Bounds of the price facet's ranges in roubles, and in other currencies, in major units. */
const priceBounds = { RUB: [1_000, 5_000, 10_000, 50_000], other: [10, 50, 100, 500] };
const mostValues = 50;
/** Terms of all specifications that are counted, specifications that are shown, and values of one. */
const most = { terms: 1_000, specifications: 15, values: 20 };

/**
 * What counts the facets of a search, each without the filter on its own field, so that other values can be chosen. Within one
 * category its products are counted by their specifications, too.
 */
export function facetAggregations(query: SearchQuery, chosen: Chosen): Record<string, object> {
  type Without = Parameters<typeof clausesWithout>[1];
  const facet = (without: Without, values: object): object => ({
    filter: { bool: { filter: clausesWithout(chosen, without) } },
    aggs: { values },
  });
  const terms = { terms: { field: 'specifications', size: most.terms } };
  const ofChosen = [...chosen.specifications.keys()].map((name, number): [string, object] => [
    `specification_${number}`,
    facet({ specification: name }, terms),
  ]);
  return {
    category: facet('category', { terms: { field: 'category', size: mostValues } }),
    brand: facet('brand', { terms: { field: 'brand', size: mostValues } }),
    currency: facet('currency', { terms: { field: 'price.currency', size: mostValues } }),
    price: facet('price', { filter: inCurrency(query), aggs: { ranges: priceRanges(query) } }),
    ...(query.category.length === 1 && { specifications: facet(undefined, terms), ...Object.fromEntries(ofChosen) }),
  };
}

function priceRanges(query: SearchQuery): object {
  const bounds = priceBounds[currencyOf(query) === 'RUB' ? 'RUB' : 'other'].map((bound) => minorUnits(bound, query));
  const ranges = [undefined, ...bounds].map((from, index) => ({ from, to: bounds[index] }));
  return { range: { field: 'price_minor', ranges } };
}

const bucket = z.object({ key: z.string(), doc_count: z.number() });
const counted = z.object({ values: z.object({ buckets: z.array(bucket) }) });
const range = z.object({ from: z.number().optional(), to: z.number().optional(), doc_count: z.number() });

/** What OpenSearch answers to facetAggregations. */
export const facetsSchema = z
  .object({
    category: counted,
    brand: counted,
    currency: counted,
    price: z.object({ values: z.object({ ranges: z.object({ buckets: z.array(range) }) }) }),
    specifications: counted.optional(),
  })
  .catchall(z.unknown());

type Counted = z.infer<typeof counted>;

interface Value {
  readonly value: string;
  readonly count: number;
}

/** The facets as a client gets them; bounds of prices in major units. */
export function facetsOf(query: SearchQuery, chosen: Chosen, counts: z.infer<typeof facetsSchema>) {
  const { category, brand, currency, price, specifications } = counts;
  const amount = (minor: number): number => fromMinorUnits(minor, currencyOf(query)) ?? minor;
  return {
    category: valuesOf(category),
    brand: valuesOf(brand),
    currency: valuesOf(currency),
    price: price.values.ranges.buckets.map(({ from, to, doc_count }) => ({
      ...(from !== undefined && { from: amount(from) }),
      ...(to !== undefined && { to: amount(to) }),
      count: doc_count,
    })),
    ...(specifications && { specifications: specificationsOf(chosen, counts, specifications) }),
  };
}

const valuesOf = ({ values }: Counted): Value[] =>
  values.buckets.map(({ key, doc_count }) => ({ value: key, count: doc_count }));

/** Those that a buyer has chosen values of first, then those that most products have. */
function specificationsOf(chosen: Chosen, counts: z.infer<typeof facetsSchema>, all: Counted) {
  const names = [...chosen.specifications.keys()];
  const byName = Map.groupBy(valuesOf(all), ({ value }) => readSpecificationTerm(value).name);
  const ofChosen = names.map((name, number): [string, Value[]] => {
    const own = counted.safeParse(counts[`specification_${number}`]);
    const values = own.success ? valuesOf(own.data) : [];
    return [name, values.filter(({ value }) => readSpecificationTerm(value).name === name)];
  });
  const others = [...byName]
    .filter(([name]) => !names.includes(name))
    .toSorted(([, one], [, other]) => total(other) - total(one));
  return [...ofChosen, ...others].slice(0, most.specifications).map(([name, values]) => ({
    name,
    values: values
      .slice(0, most.values)
      .map(({ value, count }) => ({ value: readSpecificationTerm(value).value, count })),
  }));
}

const total = (values: readonly Value[]): number => values.reduce((sum, { count }) => sum + count, 0);
