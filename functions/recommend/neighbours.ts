import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { readDocuments } from '../../modules/opensearch/documents.ts';
import type { Neighbour } from './rank.ts';

const neighboursSchema = z.object({
  // The analyses before the second model have no tastes.
  items: z.array(z.object({ product_id: z.string(), score: z.number(), taste: z.number().default(0) })),
});

/** The neighbours of products, as the last analysis found them; products that it did not know are left out. */
export async function readNeighbours(
  client: Client,
  index: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Neighbour[]>> {
  const found = await readDocuments(client, { index, ids, fields: ['items'], schema: neighboursSchema });
  return new Map(
    [...found].map(([id, { source }]) => [
      id,
      source.items.map(({ product_id, score, taste }) => ({ productId: product_id, score, taste })),
    ]),
  );
}
