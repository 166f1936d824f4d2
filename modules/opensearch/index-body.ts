import { createHash } from 'node:crypto';
import { indexLayout, type IndexLayout } from '../config/environment.ts';
import type { Fields } from './fields.ts';
import { banHistory } from './mappings/ban-history.ts';
import { banLocks } from './mappings/ban-locks.ts';
import { banSweeps } from './mappings/ban-sweeps.ts';
import { categoryAnalytics } from './mappings/category-analytics.ts';
import { categoryStats } from './mappings/category-stats.ts';
import { clientQueries } from './mappings/client-queries.ts';
import { deadLetters } from './mappings/dead-letters.ts';
import { popularProducts } from './mappings/popular-products.ts';
import { priceTrends } from './mappings/price-trends.ts';
import { products } from './mappings/products.ts';
import { queryAnalytics } from './mappings/query-analytics.ts';
import { recommendations } from './mappings/recommendations.ts';
import { termsVersion } from '../search-terms/version.ts';
import { productAnalysis } from './russian.ts';

/** The mapping of each index. */
export const mappings = {
  products,
  clientQueries,
  categoryStats,
  categoryAnalytics,
  priceTrends,
  queryAnalytics,
  popularProducts,
  recommendations,
  banSweeps,
  banHistory,
  banLocks,
  deadLetters,
};

export type Index = keyof typeof mappings;

/**
 * The settings that all indices share. One shard holds tens of millions of products, and a replica only where a second
 * node can hold it. A write is searchable a quarter of a second later at most.
 */
const shared = {
  number_of_shards: 1,
  auto_expand_replicas: '0-1',
  refresh_interval: '250ms',
};

/** Indices that grow with the catalogue and with what buyers do: more shards share the work of writing among nodes. */
const large: ReadonlySet<Index> = new Set<Index>(['products', 'clientQueries']);

const laidOut = (index: Index, { shards, replicas }: IndexLayout): object => ({
  ...shared,
  ...(large.has(index) && { number_of_shards: shards }),
  ...(replicas === 0
    ? { number_of_replicas: 0, auto_expand_replicas: false }
    : { auto_expand_replicas: `0-${replicas}` }),
});

interface IndexBody {
  readonly settings: object;
  readonly mappings: {
    readonly properties: Fields;
    /** Of which settings and fields the index was made, and which terms its products have. */
    readonly _meta: { readonly made_of: string };
  };
}

/** What an index is made with, under whatever name. How it is laid out over nodes makes no other index of it. */
export function indexBody(index: Index, layout: IndexLayout = indexLayout()): IndexBody {
  const settings = { index: shared, ...(index === 'products' && { analysis: productAnalysis() }) };
  const { properties } = mappings[index];
  const terms = index === 'products' ? termsVersion : undefined;
  const made_of = createHash('sha256').update(JSON.stringify({ settings, properties, terms })).digest('base64url');
  return {
    settings: { ...settings, index: laidOut(index, layout) },
    mappings: { ...mappings[index], _meta: { made_of } },
  };
}
