import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { readDocuments } from '../../modules/opensearch/documents.ts';
import { findDocuments } from './search.ts';

const offerSchema = z.object({
  product_id: z.string(),
  name: z.string(),
  category: z.string(),
  /** Empty where the shop sent none. */
  store_id: z.string().default(''),
  price: z.object({ amount: z.number(), currency: z.string() }),
  in_stock: z.boolean(),
});

/** A product that buyers may find: neither banned nor withdrawn at this moment. */
export type Offer = z.infer<typeof offerSchema>;

const fields = ['product_id', 'name', 'category', 'store_id', 'price', 'in_stock'];

const documentSchema = offerSchema.extend({ state: z.literal('allowed') });
const otherSchema = z.object({ state: z.string() });

/** The products of these ids that buyers may find, by id: read from the index itself, not from a search, which is up to a second late. */
export async function readOffers(
  client: Client,
  index: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Offer>> {
  const schema = z.union([documentSchema, otherSchema]);
  const found = await readDocuments(client, { index, ids, fields: ['state', ...fields], schema });
  return new Map([...found].flatMap(([id, { source }]) => ('product_id' in source ? [[id, source]] : [])));
}

/** The newest products that are in stock. */
export const newestOffers = (client: Client, index: string, size: number): Promise<Offer[]> =>
  findDocuments(
    client,
    index,
    {
      query: { bool: { filter: [{ term: { in_stock: true } }] } },
      sort: [{ created_at: { order: 'desc', missing: '_last' } }, { product_id: 'asc' }],
      size,
      _source: fields,
    },
    offerSchema,
  );
