import type { OutgoingRecord } from '../../modules/kafka/record.ts';
import type { z } from 'zod';
import { searchApplication, type eventSchema, type Query } from '../../modules/ubi/query.ts';
import { deedsOf, type Deed, type Period } from './behaviour.ts';
import type { Offer } from './offer.ts';

export interface History {
  readonly offers: readonly Offer[];
  readonly buyers: number;
  readonly seed: number;
  readonly period: Period;
}

/** Buyers by number; the first one is whom the documentation asks recommendations for. */
export const userId = (number: number): string =>
  number === 0 ? 'user123' : `buyer-${String(number).padStart(4, '0')}`;

/** The records of `client_queries` for what all buyers do, in the order of time: the same for the same history. */
export function historyRecords({ offers, buyers, seed, period }: History): OutgoingRecord[] {
  const records = Array.from({ length: buyers }, (_, number) =>
    deedsOf(offers, seed, number, period).map((deed, order) => record(deed, { seed, number, order })),
  );
  return records.flat().toSorted((a, b) => (a.timestamp ?? 0) - (b.timestamp ?? 0));
}

interface Doer {
  readonly seed: number;
  readonly number: number;
  /** Of the deed among the buyer's. */
  readonly order: number;
}

function record(deed: Deed, doer: Doer): OutgoingRecord & { readonly timestamp: number } {
  const user_id = userId(doer.number);
  const value = JSON.stringify(deed.kind === 'search' ? query(deed, doer) : event(deed, doer));
  return { topic: 'client_queries', key: user_id, value, timestamp: deed.at };
}

/** What a query and an event say alike. */
const common = ({ at, session, search }: Deed, { seed, number }: Doer) => {
  const user_id = userId(number);
  const session_id = `buyers-${seed}-${number}-s${session}`;
  const query_id = `buyers-${seed}-${number}-q${search}`;
  return { query_id, client_id: session_id, user_id, session_id, timestamp: new Date(at).toISOString() };
};

function query(deed: Deed & { kind: 'search' }, doer: Doer): Query {
  const { query_id, ...who } = common(deed, doer);
  return {
    application: searchApplication,
    query_id,
    ...who,
    user_query: deed.text,
    query_attributes: { category: [], brand: [], currency: 'RUB', sort: 'relevance', page: 1, total: deed.total },
    object_id_field: 'product_id',
    query_response_id: `${query_id}-r`,
    query_response_hit_ids: [...deed.hits],
  };
}

function event(deed: Deed & { kind: 'event' }, doer: Doer): z.infer<typeof eventSchema> {
  return {
    application: 'marketplace-buyers',
    event_id: `buyers-${doer.seed}-${doer.number}-e${doer.order}`,
    action_name: deed.action,
    ...common(deed, doer),
    event_attributes: {
      object: { object_id: deed.productId, object_id_field: 'product_id' },
      position: { ordinal: deed.position },
    },
  };
}
