import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { likeQuery } from '../../modules/product-document/like-query.ts';
import type { Alike, Neighbour } from './rank.ts';
import { findDocuments } from './search.ts';

/** Products of the buyer that are asked for: the later ones weigh nothing. */
const asked = 3;
const mostAlike = 10;
const mostNew = 2;
/** Milliseconds for which a product is new. */
const newFor = 30 * 86_400_000;

const schema = z.object({ product_id: z.string() });

/**
 * What is in stock and like the buyer's latest products by its words: anything where nobody has met the buyer's product, so
 * that it has no neighbours, and else what is new, so that nobody can have met it. `ids`: the latest first; `now`: epoch milliseconds.
 */
export async function readAlike(
  client: Client,
  { filteredProducts, products }: { readonly filteredProducts: string; readonly products: string },
  ids: readonly string[],
  { neighbours, now }: { readonly neighbours: ReadonlyMap<string, readonly Neighbour[]>; readonly now: number },
): Promise<ReadonlyMap<string, Alike>> {
  const likeOf = async (id: string): Promise<readonly [string, Alike]> => {
    const isKnown = (neighbours.get(id)?.length ?? 0) > 0;
    const isNew = { range: { created_at: { gte: now - newFor, lte: now, format: 'epoch_millis' } } };
    const filter = [{ term: { in_stock: true } }, ...(isKnown ? [isNew] : [])];
    const body = {
      query: { bool: { must: likeQuery(products, id), filter, must_not: { ids: { values: [id] } } } },
      sort: [{ _score: 'desc' }, { product_id: 'asc' }],
      size: isKnown ? mostNew : mostAlike,
      _source: ['product_id'],
    };
    const found = await findDocuments(client, filteredProducts, body, schema);
    return [id, found.map(({ product_id }) => product_id)];
  };
  return new Map(await Promise.all(ids.slice(0, asked).map(likeOf)));
}
