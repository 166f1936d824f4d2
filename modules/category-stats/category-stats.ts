import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Prices of a category's products in one currency, in its major units. */
const priceStatsSchema = z.object({
  currency: z.string(),
  products: z.number(),
  min: z.number(),
  average: z.number(),
  /** Half of the products cost this or less; within 0.1 % of a price that one of them has. */
  median: z.number(),
  /** 95 of 100 products cost this or less; as exact as the median. */
  p95: z.number(),
  max: z.number(),
  /** Price of everything that is available. */
  stock_value: z.number(),
});

/** Statistics of the products in one category that buyers may find. */
const undatedStatsSchema = z.object({
  category: z.string(),
  count: z.number(),
  /** Products that are available. */
  in_stock: z.number(),
  /** Share of the products that are available, 0 to 1. */
  in_stock_share: z.number(),
  available_units: z.number(),
  brands: z.number(),
  stores: z.number(),
  /** When a product of the category changed last, by the shop's time, ISO 8601. */
  newest_change: z.string(),
  /** One for each currency, as amounts in different ones have no sum; the one with the most products first. */
  prices: z.array(priceStatsSchema),
});

/** A record of `category_stats`, and the document of the index; `computed_at` is when counting began, ISO 8601. */
export const categoryStatsSchema = undatedStatsSchema.extend({ computed_at: z.string() });

export type UndatedStats = z.infer<typeof undatedStatsSchema>;
export type PriceStats = z.infer<typeof priceStatsSchema>;
export type CategoryStats = z.infer<typeof categoryStatsSchema>;

/** Whether two counts of one category say the same, whenever they were computed. */
export const saySame = (one: UndatedStats, other: UndatedStats): boolean =>
  JSON.stringify(undatedStatsSchema.parse(one)) === JSON.stringify(undatedStatsSchema.parse(other));

/** Id of a category's document: a category may have 2,048 bytes in UTF-8, an id 512. */
export const categoryId = (category: string): string => createHash('sha256').update(category).digest('hex');
