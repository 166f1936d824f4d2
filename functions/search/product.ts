import type { Client } from '@opensearch-project/opensearch';
import { errors } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { opensearchFailure } from '../../modules/opensearch/failure.ts';
import { maxProductIdBytes } from '../../modules/product/fields.ts';
import { readProduct } from '../../modules/product/product.ts';
import { withFields } from '../../modules/product/shop-json.ts';

const documentSchema = z.object({
  _source: z.object({ state: z.string(), shop_json: z.string().optional(), in_stock: z.boolean().optional() }),
});
const absentSchema = z.object({ found: z.literal(false) });

/**
 * A product as its shop sent it, as JSON, without what the filter has left out, with `in_stock`; `undefined` when buyers may not
 * find it. Sees every acknowledged write, searchable or not.
 */
export async function findProduct(client: Client, index: string, id: string): Promise<string | undefined> {
  if (id === '' || Buffer.byteLength(id) > maxProductIdBytes) return undefined;
  try {
    const { body } = await client.get({ index, id, _source_includes: Object.keys(documentSchema.shape._source.shape) });
    const { state, shop_json, in_stock } = documentSchema.parse(body)._source;
    return state === 'allowed' && shop_json !== undefined
      ? withFields(shop_json, { ...unreadableFields(shop_json), in_stock })
      : undefined;
  } catch (error) {
    if (error instanceof errors.ResponseError && absentSchema.safeParse(error.body).success) return undefined;
    throw opensearchFailure(error, `read a product of ${index}`);
  }
}

/** Fields that could not be read, which are as if the shop had not sent them. */
function unreadableFields(shopJson: string): Readonly<Record<string, undefined>> {
  const read = readProduct(Buffer.from(shopJson));
  const fields = read.ok ? read.value.dropped.map(({ path }) => path.split('.')[0] ?? '') : [];
  return Object.fromEntries(fields.map((field) => [field, undefined]));
}
