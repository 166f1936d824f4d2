import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { recommendationsApplication } from '../../modules/ubi/query.ts';
import { visitPause, type PastEvent } from './interests.ts';
import { findDocuments } from './search.ts';

/** An answer that a buyer was shown. */
export interface Shown {
  readonly productIds: readonly string[];
  /** Epoch milliseconds. */
  readonly at: number;
}

const latest = 20;

const schema = z.object({ timestamp: z.iso.datetime({ offset: true }), query_response_hit_ids: z.array(z.string()) });

/** The latest recommendations that a buyer was shown, from the index of queries and events. */
export async function readShown(client: Client, index: string, userId: string): Promise<Shown[]> {
  const filter = [{ term: { user_id: userId } }, { term: { application: recommendationsApplication } }];
  const body = {
    query: { bool: { filter } },
    sort: [{ timestamp: 'desc' }],
    size: latest,
    _source: Object.keys(schema.shape),
  };
  const found = await findDocuments(client, index, body, schema);
  return found.map((one) => ({ productIds: one.query_response_hit_ids, at: Date.parse(one.timestamp) }));
}

/**
 * At how many visits a buyer was shown each product and did nothing with it, a weak sign of not wanting it. What is shown now
 * does not count yet, so that the same page does not change while it is looked at. `now`: epoch milliseconds.
 */
export function passedOver(
  shown: readonly Shown[],
  events: readonly Pick<PastEvent, 'productId'>[],
  now: number,
): ReadonlyMap<string, number> {
  const met = new Set(events.map(({ productId }) => productId));
  const visits = new Map<string, Set<number>>();
  for (const { productIds, at } of shown)
    if (now - at >= visitPause)
      for (const id of productIds)
        if (!met.has(id)) visits.set(id, (visits.get(id) ?? new Set()).add(Math.floor(at / visitPause)));
  return new Map([...visits].map(([id, { size }]) => [id, size]));
}
