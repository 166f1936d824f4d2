import type { Client } from '@opensearch-project/opensearch';
import type { UndatedStats } from '../../modules/category-stats/category-stats.ts';
import { opensearchFailure } from '../../modules/opensearch/failure.ts';
import { statsOf } from './stats.ts';
import { answerSchema, buildQuestion } from './question.ts';

/**
 * Counts the categories as they are now, every acknowledged write included. One without products is not in the result.
 * Throws opensearch_unavailable or opensearch_refused.
 */
export async function countCategories(
  client: Client,
  index: string,
  categories: readonly string[],
): Promise<Map<string, UndatedStats>> {
  try {
    await client.indices.refresh({ index });
    const { body } = await client.search({
      index,
      body: buildQuestion(categories),
    });
    const { buckets } = answerSchema.parse(body).aggregations.categories;
    return new Map(buckets.map((bucket) => [bucket.key, statsOf(bucket)]));
  } catch (error) {
    throw opensearchFailure(error, `count ${categories.length} categories`);
  }
}
