import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { categoryChanged } from '../../../modules/category-stats/catalog-change.ts';
import type { Publisher } from '../../../modules/kafka/record.ts';
import { opensearchFailure } from '../../../modules/opensearch/failure.ts';
import { opensearchRetry } from '../../../modules/opensearch/retry-bounds.ts';
import { retried } from '../../../modules/retry/retry.ts';

/** How many categories one search returns. */
const pageSize = 1_000;

const pageSchema = z.object({
  timed_out: z.literal(false),
  aggregations: z.object({
    categories: z.object({
      after_key: z.object({ category: z.string() }).optional(),
      buckets: z.array(z.object({ key: z.object({ category: z.string() }) })),
    }),
  }),
});

/**
 * Announces every category that has products or statistics as changed, so that statistics which a failure left wrong become
 * right again. Resolves with how many. `indices` have a field `category`.
 */
export async function announceCategories(
  client: Client,
  indices: readonly string[],
  publisher: Publisher,
  now: number,
): Promise<number> {
  const categories = new Set<string>();
  for (const index of indices)
    for await (const page of pages(client, index)) for (const name of page) categories.add(name);
  await publisher.publish([...categories].map((category) => categoryChanged(category, now)));
  return categories.size;
}

async function* pages(client: Client, index: string): AsyncGenerator<string[]> {
  let after: { readonly category: string } | undefined;
  do {
    const { buckets, after_key } = await retried(() => readPage(client, index, after), opensearchRetry);
    yield buckets.map(({ key }) => key.category);
    after = after_key;
  } while (after !== undefined);
}

async function readPage(
  client: Client,
  index: string,
  after: { readonly category: string } | undefined,
): Promise<z.infer<typeof pageSchema>['aggregations']['categories']> {
  const composite = {
    size: pageSize,
    sources: [{ category: { terms: { field: 'category' } } }],
    ...(after && { after }),
  };
  try {
    const { body } = await client.search({ index, body: { size: 0, aggs: { categories: { composite } } } });
    return pageSchema.parse(body).aggregations.categories;
  } catch (error) {
    throw opensearchFailure(error, `read the categories of ${index}`);
  }
}
