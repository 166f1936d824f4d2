import type { Client } from '@opensearch-project/opensearch';
import { allowedDocument } from '../../functions/index/document.ts';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { writeBulk } from '../../modules/opensearch/bulk.ts';
import { indexBody } from '../../modules/opensearch/index-body.ts';
import { indexNames } from '../../modules/opensearch/indices.ts';
import type { Product } from '../../modules/product/product.ts';

const version = { version: 1, ban_list_version: 0 };

/** A busy machine takes its time; asked a second time, OpenSearch would say that the index is there. */
const patiently = { requestTimeout: 120_000, maxRetries: 0 };

export const createProducts = async (client: Client, index: string): Promise<void> =>
  void (await client.indices.create({ index, body: indexBody('products') }, patiently));

/** Writes allowed products into an index, as the index function does, without a way there. */
export async function writeProducts(client: Client, index: string, products: readonly Product[]): Promise<void> {
  const operations = products.map((product) => ({
    action: 'index' as const,
    index: 'products' as const,
    id: product.product_id,
    version: version.version,
    document: allowedDocument(product, Buffer.from(JSON.stringify(product)), version),
  }));
  const [first] = (await writeBulk(client, { ...indexNames, products: index }, operations)).refused;
  if (first !== undefined)
    throw new PlatformError('opensearch_refused', `${first.operation.id}: ${first.reason.message}`);
}
