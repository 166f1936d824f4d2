import type { Client } from '@opensearch-project/opensearch';
import { errors } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { categoryId, categoryStatsSchema, type CategoryStats } from '../../modules/category-stats/category-stats.ts';
import { opensearchFailure } from '../../modules/opensearch/failure.ts';
import { maxCategories, type ListParameters } from './request.ts';

/** What GET /categories answers. */
export interface CategoryList {
  /** How many categories there are, listed or not. */
  readonly total: number;
  readonly categories: readonly CategoryStats[];
}

const listSchema = z.object({
  hits: z.object({
    total: z.object({ value: z.number() }),
    hits: z.array(z.object({ _source: categoryStatsSchema })),
  }),
});

const documentSchema = z.object({ _source: z.unknown() });
const absentSchema = z.object({ found: z.literal(false) });

/** Names as a dictionary has them: е and ё together, capitals beside small letters, 2 before 10. */
const byName = new Intl.Collator('ru', { numeric: true });

/** After which OpenSearch answers with what it has; such an answer is refused. */
const searchTimeout = '2s';

/** The figures of all categories, the ones with the most products first, or by name. */
export async function readCategories(
  client: Client,
  index: string,
  { limit, sort }: ListParameters,
): Promise<CategoryList> {
  try {
    const { body } = await client.search({
      index,
      body: {
        // Documents of categories that are just losing their last product have no figures.
        query: { exists: { field: 'count' } },
        sort: [{ count: 'desc' }, { category: 'asc' }],
        size: sort === 'count' ? limit : maxCategories,
        track_total_hits: true,
        timeout: searchTimeout,
      },
    });
    const { total, hits } = listSchema.parse(body).hits;
    const categories = hits.map(({ _source }) => _source);
    if (sort === 'name') categories.sort((one, other) => byName.compare(one.category, other.category));
    return { total: total.value, categories: categories.slice(0, limit) };
  } catch (error) {
    throw opensearchFailure(error, 'list the categories');
  }
}

/** The figures of a category; `undefined` when it has no products that buyers may find. */
export async function readCategory(
  client: Client,
  index: string,
  category: string,
): Promise<CategoryStats | undefined> {
  try {
    const { body } = await client.get({ index, id: categoryId(category) });
    return categoryStatsSchema.safeParse(documentSchema.parse(body)._source).data;
  } catch (error) {
    if (error instanceof errors.ResponseError && absentSchema.safeParse(error.body).success) return undefined;
    throw opensearchFailure(error, 'read a category');
  }
}
