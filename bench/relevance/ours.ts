import type { Client } from '@opensearch-project/opensearch';
import { readQuery } from '../../functions/search/query.ts';
import { searchProducts } from '../../functions/search/search.ts';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import type { Product } from '../../modules/product/product.ts';
import { createProducts, writeProducts } from '../measure/write-products.ts';
import { asked, batchesOf, type Answer, type Searcher } from './answer.ts';

/** The platform's search, in this process: its mapping, its documents, and what GET /products asks, on an index of this name. */
export async function ourSearch(client: Client, index: string, products: readonly Product[]): Promise<Searcher> {
  await createProducts(client, index);
  for (const batch of batchesOf(products)) await writeProducts(client, index, batch);
  await client.indices.refresh({ index });
  return {
    search: (text) => ask(client, index, text),
    remove: async () => void (await client.indices.delete({ index })),
  };
}

async function ask(client: Client, index: string, text: string): Promise<Answer> {
  const read = readQuery({ name: [text], page_size: [String(asked)] });
  if (!read.ok) throw new PlatformError('input_invalid', `«${text}» is no query: ${read.errors[0]?.detail ?? ''}`);
  const { result, corrected, proposals } = await searchProducts(client, index, read.query);
  const ids = result.hits.hits.map(({ _source }) => _source.product_id);
  return {
    ids,
    ...(corrected && { changedTo: corrected.to }),
    ...(proposals && { offered: proposals.map(({ to }) => to) }),
  };
}
