import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { readCategoryPage, type PageEnd } from '../../modules/category-stats/category-page.ts';
import { opensearchFailure } from '../../modules/opensearch/failure.ts';
import type { IndexNames } from '../../modules/opensearch/indices.ts';

/** Statistics in one answer: OpenSearch gives 10,000 hits at most. */
const pageSize = 10_000;

/**
 * Categories whose statistics count another number of products than there are. A category that a product left without
 * anybody saying so is among them: had another one come in its place, that would have been announced. Throws
 * opensearch_unavailable or opensearch_refused.
 */
export async function findMiscounted(
  client: Client,
  names: Pick<IndexNames, 'filteredProducts' | 'categoryStats'>,
): Promise<string[]> {
  try {
    await client.indices.refresh({ index: [names.filteredProducts, names.categoryStats] });
    const [present, known] = await Promise.all([
      presentCounts(client, names.filteredProducts),
      knownCounts(client, names.categoryStats),
    ]);
    return [...new Set([...present.keys(), ...known.keys()])].filter(
      (category) => (present.get(category) ?? 0) !== (known.get(category) ?? 0),
    );
  } catch (error) {
    throw opensearchFailure(error, 'compare the counts of all categories');
  }
}

/** How many products each category has now. */
async function presentCounts(client: Client, index: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  let after: PageEnd | undefined;
  do {
    const page = await readCategoryPage(client, index, after);
    for (const [category, count] of page.counts) counts.set(category, count);
    after = page.end;
  } while (after !== undefined);
  return counts;
}

const hitsSchema = z.object({
  hits: z.object({
    hits: z.array(
      z.object({
        _source: z.object({ category: z.string(), count: z.number().default(0) }),
        sort: z.array(z.string()),
      }),
    ),
  }),
});

/** How many products the statistics of each category say that it has. */
async function knownCounts(client: Client, index: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  let after: string[] | undefined;
  do {
    const { body } = await client.search({
      index,
      body: {
        size: pageSize,
        track_total_hits: false,
        sort: [{ category: 'asc' }],
        _source: ['category', 'count'],
        ...(after && { search_after: after }),
      },
    });
    const { hits } = hitsSchema.parse(body).hits;
    for (const { _source } of hits) counts.set(_source.category, _source.count);
    after = hits.length < pageSize ? undefined : hits.at(-1)?.sort;
  } while (after !== undefined);
  return counts;
}
