import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import type { Product } from '../../modules/product/product.ts';
import { asked, batchesOf, type Searcher } from './answer.ts';

const russian = { type: 'text', analyzer: 'russian' };
const found = ['name', 'description', 'category', 'brand', 'sku', 'product_id'] as const;
/** The weights that our own search began with. */
const fields = ['name^4', 'brand^3', 'category^2', 'description', 'sku', 'product_id'];

const answerSchema = z.object({ hits: z.object({ hits: z.array(z.object({ _id: z.string() })) }) });

/** What OpenSearch does by itself for a Russian shop: its `russian` analyzer, multi_match best_fields, fuzziness AUTO. */
export async function plainSearch(client: Client, index: string, products: readonly Product[]): Promise<Searcher> {
  await client.indices.create({
    index,
    body: {
      settings: { number_of_shards: 1, number_of_replicas: 0 },
      mappings: { dynamic: false, properties: Object.fromEntries(found.map((field) => [field, russian])) },
    } as object,
  });
  for (const batch of batchesOf(products)) {
    const lines = batch.flatMap((product) => [{ index: { _id: product.product_id } }, product]);
    const { body } = await client.bulk({ index, refresh: true, body: lines });
    if (body.errors) throw new PlatformError('opensearch_refused', 'OpenSearch refused products of the judged set');
  }
  return {
    search: async (text) => {
      const query = { multi_match: { query: text, type: 'best_fields', fields, fuzziness: 'AUTO' } };
      const answer = await client.search({ index, body: { query, size: asked, _source: false } as object });
      return { ids: answerSchema.parse(answer.body).hits.hits.map(({ _id }) => _id) };
    },
    remove: async () => void (await client.indices.delete({ index })),
  };
}
