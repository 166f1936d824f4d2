import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { opensearchFailure } from '../opensearch/failure.ts';

/** Categories of one page: OpenSearch gives 65,535 buckets at most. */
const pageSize = 10_000;

/** Where a page ends and the next one begins. */
export interface PageEnd {
  readonly category: string;
}

const pageSchema = z.object({
  aggregations: z.object({
    categories: z.object({
      after_key: z.object({ category: z.string() }).optional(),
      buckets: z.array(z.object({ key: z.object({ category: z.string() }), doc_count: z.number() })),
    }),
  }),
});

/**
 * The next categories of an index with a field `category`, in their order, and how many documents each has; without an end
 * there are no more. Throws opensearch_unavailable or opensearch_refused.
 */
export async function readCategoryPage(
  client: Client,
  index: string,
  after: PageEnd | undefined,
): Promise<{ readonly counts: ReadonlyMap<string, number>; readonly end: PageEnd | undefined }> {
  const sources = [{ category: { terms: { field: 'category' } } }];
  const composite = { size: pageSize, sources, ...(after && { after: { ...after } }) };
  try {
    const { body } = await client.search({
      index,
      body: { size: 0, track_total_hits: false, aggs: { categories: { composite } } },
    });
    const { buckets, after_key } = pageSchema.parse(body).aggregations.categories;
    const counts = new Map(buckets.map(({ key, doc_count }) => [key.category, doc_count]));
    return { counts, end: buckets.length < pageSize ? undefined : after_key };
  } catch (error) {
    throw opensearchFailure(error, `read the categories of ${index}`);
  }
}
