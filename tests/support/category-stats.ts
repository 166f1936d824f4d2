import { expect } from 'vitest';
import type { PriceStats, UndatedStats } from '../../modules/category-stats/category-stats.ts';
import { namedHeaders } from '../../modules/kafka/headers.ts';
import type { OutgoingRecord } from '../../modules/kafka/record.ts';
import { header } from '../../modules/platform/headers.ts';
import type { Draws } from '../../local/catalogue/random.ts';

/** A product as the tests of figures send it. */
export interface Offer {
  readonly product_id: string;
  readonly name: string;
  readonly category: string;
  readonly brand: string;
  readonly store_id: string;
  /** Whole kopecks, cents or yen, as an amount of the currency. */
  readonly price: { readonly amount: number; readonly currency: Currency };
  readonly stock: { readonly available: number };
}

/** Digits after the point. */
const digits = { RUB: 2, USD: 2, JPY: 0 } as const;
type Currency = keyof typeof digits;

/** A change as the shop sends it: an offer, or none any more. */
export interface Change {
  readonly id: string;
  /** Epoch milliseconds. Of two changes of a product the one with the higher version holds, whichever comes last. */
  readonly version: number;
  readonly offer: Offer | undefined;
}

/** A change as its record of `products`. */
export const toProducts = ({ id, version, offer }: Change): OutgoingRecord => ({
  topic: 'products',
  key: id,
  value: offer === undefined ? null : JSON.stringify(offer),
  headers: namedHeaders({ [header.version]: String(version) }),
});

/** The last change of each product: the highest version, of equal ones the one that the shop sent later. */
export function lastChanges(sent: readonly Change[]): Change[] {
  const last = new Map<string, Change>();
  for (const change of sent) {
    const known = last.get(change.id);
    if (known === undefined || change.version >= known.version) last.set(change.id, change);
  }
  return [...last.values()];
}

export interface Shop {
  readonly prefix: string;
  /** Each has fewer products than the one before it. */
  readonly categories: readonly [string, ...string[]];
  /** A brand that is banned. */
  readonly banned: string;
}

/** An offer by chance: nine in ten in roubles, one in fifty of the banned brand. */
function drawOffer(draws: Draws, { prefix, categories, banned }: Shop, id: string): Offer {
  const currency = draws.chance(0.9) ? 'RUB' : draws.one(['USD', 'JPY'] as const);
  const minor = draws.chance(0.02) ? 0 : Math.round(10 ** (1 + draws.share() * 7));
  return {
    product_id: id,
    name: 'Товар',
    category: categories[Math.floor(draws.share() ** 3 * categories.length)] ?? categories[0],
    brand: draws.chance(0.02) ? banned : `${prefix}-brand-${draws.whole(1, 60)}`,
    store_id: `${prefix}-store-${draws.whole(1, 15)}`,
    price: { amount: minor / 10 ** digits[currency], currency },
    stock: { available: draws.chance(0.3) ? 0 : draws.whole(1, 500) },
  };
}

/** First each product once, then changes of products by chance: other figures, another category, gone, and late old ones. */
export function drawChanges(
  draws: Draws,
  shop: Shop,
  { products, changes, from }: { products: number; changes: number; from: number },
): Change[] {
  const idOf = (n: number): string => `${shop.prefix}-${String(n).padStart(5, '0')}`;
  const first = Array.from({ length: products }, (_, n): Change => {
    const id = idOf(n);
    return { id, version: from, offer: drawOffer(draws, shop, id) };
  });
  const later = Array.from({ length: changes }, (_, n): Change => {
    const id = idOf(draws.whole(0, products - 1));
    const version = draws.chance(0.05) ? from - 1 - n : from + 1 + n;
    return { id, version, offer: draws.chance(0.15) ? undefined : drawOffer(draws, shop, id) };
  });
  return [...first, ...later];
}

/** The statistics of each category over the final state of the products, computed from nothing but the changes and what is banned at the end. */
export function statsFromScratch(changes: readonly Change[], isBanned: (offer: Offer) => boolean): UndatedStats[] {
  const sold = lastChanges(changes).flatMap(({ offer, version }) =>
    offer === undefined || isBanned(offer) ? [] : [{ ...offer, version }],
  );
  // Blanks around a category are no part of its name.
  return [...Map.groupBy(sold, ({ category }) => category.trim())].map(([category, offers]) => count(category, offers));
}

function count(category: string, offers: readonly (Offer & { version: number })[]): UndatedStats {
  const available = offers.filter(({ stock }) => stock.available > 0);
  const byCurrency = [...Map.groupBy(offers, ({ price }) => price.currency)];
  return {
    category,
    count: offers.length,
    in_stock: available.length,
    in_stock_share: Math.round((available.length / offers.length) * 10_000) / 10_000,
    available_units: offers.reduce((units, { stock }) => units + stock.available, 0),
    brands: new Set(offers.map(({ brand }) => brand)).size,
    stores: new Set(offers.map(({ store_id }) => store_id)).size,
    newest_change: new Date(Math.max(...offers.map(({ version }) => version))).toISOString(),
    prices: byCurrency
      .map(([currency, its]) => countPrices(currency, its))
      .toSorted((a, b) => b.products - a.products || (a.currency < b.currency ? -1 : 1)),
  };
}

/** In minor units, of which sums are exact. The median and the 95th percentile by nearest rank. */
function countPrices(currency: Currency, offers: readonly Offer[]): PriceStats {
  const unit = 10 ** digits[currency];
  const minor = offers.map(({ price }) => Math.round(price.amount * unit)).toSorted((a, b) => a - b);
  const at = (share: number): number => minor[Math.ceil(share * minor.length) - 1] ?? NaN;
  const stockValue = offers.reduce(
    (sum, { price, stock }) => sum + Math.round(price.amount * unit) * stock.available,
    0,
  );
  const major = (amount: number): number => amount / unit;
  return {
    currency,
    products: minor.length,
    min: major(at(0.000_001)),
    average: major(Math.round(minor.reduce((sum, price) => sum + price, 0) / minor.length)),
    median: major(at(0.5)),
    p95: major(at(0.95)),
    max: major(at(1)),
    stock_value: major(stockValue),
  };
}

export const byCategory = <T extends { category: string }>(figures: readonly T[]): T[] =>
  figures.toSorted((a, b) => (a.category < b.category ? -1 : 1));

/** What is promised of a price's figures: median and percentile within 0.1 %, all else exactly. */
const promisedPrices = (price: PriceStats): unknown => ({
  ...price,
  median: within(price.median, price.currency),
  p95: within(price.p95, price.currency),
});
export const promised = (figures: UndatedStats): unknown => ({
  ...figures,
  prices: figures.prices.map((price) => promisedPrices(price)),
  computed_at: expect.any(String) as unknown,
});

/** Rounding to whole minor units comes on top. */
function within(amount: number, currency: string): unknown {
  const rounding = currency === 'JPY' ? 1 : 0.01;
  const most = Math.max(amount / 1_000, rounding);
  return {
    asymmetricMatch: (found: number) => Math.abs(found - amount) <= most,
    toString: () => `${amount} ± ${most}`,
  };
}
