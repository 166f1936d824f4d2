import type { Client } from '@opensearch-project/opensearch';
import { z } from 'zod';
import { actions } from '../../modules/ubi/action.ts';
import type { PastEvent } from './interests.ts';
import { findDocuments } from './search.ts';

/** What a buyer did, as far as it matters for recommendations. */
export interface History {
  /** The latest ones, newest first. */
  readonly events: readonly PastEvent[];
  /** Everything that the buyer ever bought, as far as events are kept. */
  readonly bought: ReadonlySet<string>;
}

const latest = 200;
/** OpenSearch's index.max_result_window. */
const maxPurchases = 10_000;

const eventSchema = z.object({
  action_name: z.enum(actions),
  timestamp: z.iso.datetime({ offset: true }),
  event_attributes: z.object({
    object: z.object({ object_id: z.string(), object_id_field: z.literal('product_id').optional() }),
  }),
});

/** Reads from the index of queries and events, which has an event about a second after it was published and polled. */
export async function readHistory(client: Client, index: string, userId: string): Promise<History> {
  const eventsOf = (names: readonly string[], size: number): Promise<z.infer<typeof eventSchema>[]> => {
    const filter = [{ term: { user_id: userId } }, { terms: { action_name: names } }];
    const body = { query: { bool: { filter } }, sort: [{ timestamp: 'desc' }], size, _source: shown };
    return findDocuments(client, index, body, eventSchema);
  };
  const [events, purchases] = await Promise.all([eventsOf(actions, latest), eventsOf(['purchase'], maxPurchases)]);
  return {
    events: events.map(({ action_name, timestamp, event_attributes }) => ({
      productId: event_attributes.object.object_id,
      action: action_name,
      at: Date.parse(timestamp),
    })),
    bought: new Set(purchases.map(({ event_attributes }) => event_attributes.object.object_id)),
  };
}

const shown = [
  'action_name',
  'timestamp',
  'event_attributes.object.object_id',
  'event_attributes.object.object_id_field',
];
