import { z } from 'zod';

/** How many currencies one category may have: more than there are in use. */
const maxCurrencies = 200;

/** Numbers of brands and stores are exact up to about this many; HyperLogLog++ after that. */
const countedExactly = 3_000;

const distinct = (field: string): object => ({ cardinality: { field, precision_threshold: countedExactly } });

/** The body of the one search that counts categories. Each is its own bucket, and each of its currencies a bucket in it. */
export function buildQuestion(categories: readonly string[]): object {
  const price = { field: 'price_minor' };
  const currencies = {
    terms: { field: 'price.currency', size: maxCurrencies },
    aggs: {
      price: { stats: price },
      ranks: { percentiles: { ...price, percents: [50, 95], hdr: { number_of_significant_value_digits: 3 } } },
      stock_value: { sum: { field: 'stock_value_minor' } },
    },
  };
  return {
    size: 0,
    track_total_hits: false,
    query: { bool: { filter: { terms: { category: categories } } } },
    aggs: {
      categories: {
        terms: { field: 'category', include: categories, size: categories.length },
        aggs: {
          in_stock: { filter: { term: { in_stock: true } } },
          units: { sum: { field: 'stock.available' } },
          brands: distinct('brand'),
          stores: distinct('store_id'),
          newest: { max: { field: 'version' } },
          currencies,
        },
      },
    },
  };
}

const value = z.object({ value: z.number() });

const currencyBucket = z.object({
  key: z.string(),
  doc_count: z.number(),
  price: z.object({ min: z.number(), max: z.number(), sum: z.number() }),
  ranks: z.object({ values: z.object({ '50.0': z.number(), '95.0': z.number() }) }),
  stock_value: value,
});

const categoryBucket = z.object({
  key: z.string(),
  doc_count: z.number(),
  in_stock: z.object({ doc_count: z.number() }),
  units: value,
  brands: value,
  stores: value,
  newest: value,
  currencies: z.object({ buckets: z.array(currencyBucket) }),
});

/** What OpenSearch answers. */
export const answerSchema = z.object({
  aggregations: z.object({ categories: z.object({ buckets: z.array(categoryBucket) }) }),
});

export type CategoryBucket = z.infer<typeof categoryBucket>;
export type CurrencyBucket = z.infer<typeof currencyBucket>;
