import { z } from 'zod';

/** UBI takes identifiers of up to 100 characters. */
export const identifier = z.string().min(1).max(100);

/** What names itself so in `application` answers a search. */
export const searchApplication = 'marketplace-search';

/** What names itself so in `application` shows recommendations, and not what a search found. */
export const recommendationsApplication = 'marketplace-recommendations';

/**
 * A search, as User Behavior Insights 1.3.0 describes it; fields beyond the standard are allowed there and kept here.
 * https://github.com/o19s/ubi/blob/main/schema/1.3.0/query.request.schema.json
 */
export const querySchema = z.looseObject({
  application: identifier,
  query_id: identifier,
  /** Whoever searches: a session, a user, or a number made for this one search. */
  client_id: identifier,
  user_id: identifier.optional(),
  session_id: identifier.optional(),
  /** As it was typed; empty when only filters were used. */
  user_query: z.string(),
  query_attributes: z.record(z.string(), z.unknown()),
  object_id_field: identifier,
  timestamp: z.iso.datetime({ offset: true }),
  query_response_id: identifier,
  query_response_hit_ids: z.array(z.string()),
});

export type Query = z.infer<typeof querySchema>;

/** What a buyer did. The standard gives events no id of their own; ours have one, so that a repeated record is one event. */
export const eventSchema = z.looseObject({
  event_id: identifier,
  action_name: identifier,
  query_id: identifier.optional(),
  client_id: identifier,
  user_id: identifier.optional(),
  timestamp: z.iso.datetime({ offset: true }),
});

/** What `client_queries` holds: an event has an action, a query has none. */
export const activitySchema = z.union([eventSchema, querySchema]);

export type Activity = z.infer<typeof activitySchema>;

/** The id under which a query or an event is stored once, however often its record comes. */
export const activityId = (activity: Activity): string =>
  'event_id' in activity && typeof activity.event_id === 'string' ? activity.event_id : String(activity.query_id);
