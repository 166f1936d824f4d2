import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import type { PopularProduct } from './rank.ts';
import { findDocuments } from './search.ts';

const popularSchema = z
  .object({ product_id: z.string(), category: z.string(), score: z.number(), rank_in_category: z.int().positive() })
  .transform(({ product_id, category, score, rank_in_category }) => ({
    productId: product_id,
    category,
    score,
    rankInCategory: rank_in_category,
  }));

/** The most popular products of these categories, or of all: the best of each before the second best of any. */
export async function readPopular(
  client: Client,
  index: string,
  categories: readonly string[] | 'all',
  size: number,
): Promise<PopularProduct[]> {
  if (categories.length === 0) return [];
  const query = categories === 'all' ? { match_all: {} } : { bool: { filter: [{ terms: { category: categories } }] } };
  const fields = ['product_id', 'category', 'score', 'rank_in_category'];
  const sort = [{ rank_in_category: 'asc' }, { score: 'desc' }];
  return findDocuments(client, index, { query, sort, size, _source: fields }, popularSchema);
}
