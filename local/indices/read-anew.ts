import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { writeBulk } from '../../modules/opensearch/bulk.ts';
import { opensearchFailure } from '../../modules/opensearch/failure.ts';
import { indexNames } from '../../modules/opensearch/indices.ts';
import { productFields } from '../../modules/product-document/product-fields.ts';
import { parseProduct } from '../../modules/product/product.ts';

const pageSize = 500;

const pageSchema = z.object({
  hits: z.object({
    hits: z.array(
      z.object({
        _id: z.string(),
        _version: z.int(),
        _source: z.looseObject({ shop_json: z.string().optional() }),
        sort: z.array(z.string()),
      }),
    ),
  }),
});

type Hit = z.infer<typeof pageSchema>['hits']['hits'][number];

/**
 * Gives each allowed product of an index the fields that this version of the platform reads from what its shop sent: an earlier one
 * may have read less. Nobody may write meanwhile; it may be done again.
 */
export async function readAnew(client: Client, index: string, report: (line: string) => void): Promise<void> {
  let read = 0;
  let after: readonly string[] | undefined;
  for (;;) {
    const hits = await pageOf(client, index, after);
    if (hits.length === 0) return;
    const operations = hits.flatMap((hit) => operationOf(hit));
    const { refused } = await writeBulk(client, { ...indexNames, products: index }, operations);
    const [first] = refused;
    if (first !== undefined)
      throw new PlatformError(
        'opensearch_refused',
        `${index} does not take ${first.operation.id}: ${first.reason.message}`,
      );
    report(`${(read += hits.length)} products read anew`);
    after = hits.at(-1)?.sort;
  }
}

async function pageOf(client: Client, index: string, after: readonly string[] | undefined): Promise<Hit[]> {
  const body = {
    query: { term: { state: 'allowed' } },
    size: pageSize,
    version: true,
    sort: [{ product_id: 'asc' as const }],
    ...(after && { search_after: [...after] }),
  };
  try {
    return pageSchema.parse((await client.search({ index, body })).body).hits.hits;
  } catch (error) {
    throw opensearchFailure(error, `read the products of ${index}`);
  }
}

/** A document whose product cannot be read stays as it is. */
function operationOf({ _id: id, _version: version, _source: source }: Hit) {
  const product = source.shop_json === undefined ? undefined : parseProduct(Buffer.from(source.shop_json));
  if (product?.ok !== true) return [];
  const document = JSON.stringify({ ...source, ...productFields(product.value) });
  return [{ action: 'index' as const, index: 'products' as const, id, version, document }];
}
