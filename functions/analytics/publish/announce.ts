import type { Client } from '@opensearch-project/opensearch';
import { categoryChanged } from '../../../modules/category-stats/catalog-change.ts';
import { readCategoryPage, type PageEnd } from '../../../modules/category-stats/category-page.ts';
import type { Publisher } from '../../../modules/kafka/record.ts';
import { opensearchRetry } from '../../../modules/opensearch/retry-bounds.ts';
import { retried } from '../../../modules/retry/retry.ts';

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

async function* pages(client: Client, index: string): AsyncGenerator<Iterable<string>> {
  let after: PageEnd | undefined;
  do {
    const { counts, end } = await retried(() => readCategoryPage(client, index, after), opensearchRetry);
    yield counts.keys();
    after = end;
  } while (after !== undefined);
}
