import { z } from 'zod';

/** A record of a search in `client_queries`, as far as the report looks at it: UBI 1.3. */
export const searchSchema = z.object({
  query_id: z.string(),
  client_id: z.string(),
  user_id: z.string().optional(),
  user_query: z.string(),
  timestamp: z.string(),
  query_attributes: z.looseObject({
    page: z.int().positive().default(1),
    page_size: z.int().positive().optional(),
    total: z.number(),
  }),
  query_response_hit_ids: z.array(z.string()),
});

export type SearchRecord = z.infer<typeof searchSchema>;

/** A record of what a buyer did with a product that a search showed. */
export const eventSchema = z.object({
  query_id: z.string(),
  event_attributes: z.looseObject({
    object: z.looseObject({ object_id: z.string() }),
    position: z.looseObject({ ordinal: z.int().positive() }).optional(),
  }),
});

export type EventRecord = z.infer<typeof eventSchema>;

/** One answer that a buyer saw, and what was done with it. */
export interface Response {
  readonly client: string;
  /** The user as far as one is known, else the client. */
  readonly buyer: string;
  /** In lower case, with е for ё and single blanks, so that the same search is counted together. */
  readonly text: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly total: number;
  /** Where it stands in the list of hits: the first and the last place, from 1. Nothing was shown when last is before first. */
  readonly shown: { readonly first: number; readonly last: number };
  /** Places of the products that the buyer clicked, put into the cart or bought, each once. */
  readonly acted: readonly number[];
  /** Their ids. */
  readonly chosen: readonly string[];
}

/** A search and the events that name it. */
export function responseOf(search: SearchRecord, events: readonly EventRecord[]): Response {
  const { client_id: client, user_id: user, user_query: text, query_response_hit_ids: hits } = search;
  const { page, page_size: size = hits.length, total } = search.query_attributes;
  const before = (page - 1) * size;
  const places = events.flatMap(({ event_attributes: { object, position } }) => {
    const index = hits.indexOf(object.object_id);
    // What the platform answered counts more than what a client says of it.
    const place = index === -1 ? position?.ordinal : before + index + 1;
    return place === undefined ? [] : [place];
  });
  return {
    client,
    buyer: user ?? client,
    text: text.toLowerCase().replaceAll('ё', 'е').trim().replaceAll(/\s+/gu, ' '),
    at: Date.parse(search.timestamp),
    total,
    shown: { first: before + 1, last: before + hits.length },
    acted: [...new Set(places)],
    chosen: [...new Set(events.map(({ event_attributes: { object } }) => object.object_id))],
  };
}
