import type { Client } from '@opensearch-project/opensearch';
import { errors } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { opensearchFailure } from '../../modules/opensearch/failure.ts';
import { maxProductIdBytes } from '../../modules/product/fields.ts';

/** Fields of the index that are not the buyer's business. */
const internal = ['price_minor', 'stock_value_minor', 'left_categories', 'version', 'ban_list_version'];

const documentSchema = z.object({ _source: z.record(z.string(), z.unknown()) });
const absentSchema = z.object({ found: z.literal(false) });

/** A product as its shop sent it, with `in_stock`; `undefined` when buyers may not find it. */
export async function findProduct(
  client: Client,
  index: string,
  id: string,
): Promise<Record<string, unknown> | undefined> {
  if (id === '' || Buffer.byteLength(id) > maxProductIdBytes) return undefined;
  try {
    const { body } = await client.get({ index, id, _source_excludes: internal });
    return documentSchema.parse(body)._source;
  } catch (error) {
    if (error instanceof errors.ResponseError && absentSchema.safeParse(error.body).success) return undefined;
    throw opensearchFailure(error, `read a product of ${index}`);
  }
}
