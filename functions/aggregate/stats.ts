import type { UndatedStats, PriceStats } from '../../modules/category-stats/category-stats.ts';
import { fromMinorUnits } from '../../modules/product/money.ts';
import type { CategoryBucket, CurrencyBucket } from './question.ts';

/** The latest time that JavaScript can represent; a shop's version may be later. */
const latestTime = 8_640_000_000_000_000;

/** What a bucket says of its category. The same products give the same statistics, in whatever order they were indexed. */
export const statsOf = ({
  key,
  doc_count,
  in_stock,
  units,
  brands,
  stores,
  newest,
  currencies,
}: CategoryBucket): UndatedStats => ({
  category: key,
  count: doc_count,
  in_stock: in_stock.doc_count,
  in_stock_share: round(in_stock.doc_count / doc_count, 4),
  available_units: units.value,
  brands: brands.value,
  stores: stores.value,
  newest_change: new Date(Math.min(newest.value, latestTime)).toISOString(),
  prices: currencies.buckets.map((bucket) => priceStatsOf(bucket)),
});

function priceStatsOf({ key: currency, doc_count, price, ranks, stock_value }: CurrencyBucket): PriceStats {
  const money = (minor: number): number => fromMinorUnits(Math.round(minor), currency);
  /** The histogram gives the upper end of the bucket that a price is in. */
  const withinPrices = (minor: number): number => Math.min(Math.max(minor, price.min), price.max);
  return {
    currency,
    products: doc_count,
    min: money(price.min),
    average: money(price.sum / doc_count),
    median: money(withinPrices(ranks.values['50.0'])),
    p95: money(withinPrices(ranks.values['95.0'])),
    max: money(price.max),
    stock_value: money(stock_value.value),
  };
}

const round = (number: number, digits: number): number => Number(number.toFixed(digits));
