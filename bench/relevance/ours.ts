import type { Client } from '@opensearch-project/opensearch';
import { allowedDocument } from '../../functions/index/document.ts';
import { readQuery } from '../../functions/search/query.ts';
import { searchProducts } from '../../functions/search/search.ts';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { writeBulk } from '../../modules/opensearch/bulk.ts';
import { indexBody } from '../../modules/opensearch/index-body.ts';
import { indexNames } from '../../modules/opensearch/indices.ts';
import type { Product } from '../../modules/product/product.ts';
import { asked, batchesOf, type Answer, type Searcher } from './answer.ts';

const version = { version: 1, ban_list_version: 0 };

/** The platform's search, in this process: its mapping, its documents, and what GET /products asks, on an index of this name. */
export async function ourSearch(client: Client, index: string, products: readonly Product[]): Promise<Searcher> {
  await client.indices.create({ index, body: indexBody('products') });
  const operations = products.map((product) => ({
    action: 'index' as const,
    index: 'products' as const,
    id: product.product_id,
    version: version.version,
    document: allowedDocument(product, Buffer.from(JSON.stringify(product)), version),
  }));
  for (const batch of batchesOf(operations)) {
    const { refused } = await writeBulk(client, { ...indexNames, products: index }, batch);
    const [first] = refused;
    if (first !== undefined)
      throw new PlatformError('opensearch_refused', `${first.operation.id} of the judged set: ${first.reason.message}`);
  }
  await client.indices.refresh({ index });
  return {
    search: (text) => ask(client, index, text),
    remove: async () => void (await client.indices.delete({ index })),
  };
}

async function ask(client: Client, index: string, text: string): Promise<Answer> {
  const read = readQuery({ name: [text], page_size: [String(asked)] });
  if (!read.ok) throw new PlatformError('input_invalid', `«${text}» is no query: ${read.errors[0]?.detail ?? ''}`);
  const { result, corrected } = await searchProducts(client, index, read.query);
  const ids = result.hits.hits.map(({ _source }) => _source.product_id);
  return { ids, ...(corrected && { changedTo: corrected.to }) };
}
