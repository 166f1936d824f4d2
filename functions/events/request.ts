import { z } from 'zod';
import { check } from '../../modules/errors/schema.ts';
import { readJsonBody } from '../../modules/http/json-body.ts';
import type { InvalidParameter } from '../../modules/http/problem.ts';
import { productIdSchema } from '../../modules/product/fields.ts';
import { actions } from '../../modules/ubi/action.ts';
import { identifier } from '../../modules/ubi/query.ts';

/** Bytes of a request's body: an event has some hundreds. */
const maxBodyBytes = 64 * 1024;
/** How fast a client's clock may be, in milliseconds. */
const fastClock = 5 * 60_000;
/** Milliseconds for which a client may keep an event that it could not send. */
const maxDelayMs = 24 * 3_600_000;

/**
 * An event as clients send it: User Behavior Insights 1.3.0, of which the platform takes what is about a product.
 * https://github.com/o19s/ubi/blob/main/schema/1.3.0/event.schema.json
 */
const eventSchema = (now: number) =>
  z.strictObject({
    application: identifier.default('marketplace'),
    /** A UUID, so that ids of different clients do not collide: an event that is sent again is recognised by it. */
    event_id: z.uuid('must be a UUID').optional(),
    action_name: z.enum(actions),
    /** The search that showed the product. */
    query_id: identifier.optional(),
    user_id: identifier.optional(),
    session_id: identifier.optional(),
    client_id: identifier.optional(),
    timestamp: z.iso
      .datetime({ offset: true, error: 'must be an ISO 8601 time with its offset', abort: true })
      .refine((time) => Date.parse(time) <= now + fastClock, 'must not lie in the future')
      .refine((time) => Date.parse(time) >= now - maxDelayMs, 'must not be older than a day')
      .optional(),
    message_type: identifier.optional(),
    message: z.string().max(1_024).optional(),
    event_attributes: z.looseObject({
      object: z.looseObject({
        object_id: productIdSchema,
        object_id_field: z.literal('product_id', 'must be product_id').default('product_id'),
      }),
      position: z.looseObject({ ordinal: z.int().positive() }).optional(),
    }),
  });

export type EventRequest = z.infer<ReturnType<typeof eventSchema>>;

export type ReadEvent =
  | { readonly ok: true; readonly event: EventRequest }
  | { readonly ok: false; readonly errors: readonly InvalidParameter[] };

/**
 * Reads the event in the body of a request of API Gateway; every field that is wrong is named. `now`: epoch milliseconds.
 * Throws event_invalid for what no REST API sends.
 */
export function readEvent(request: unknown, now: number): ReadEvent {
  const body = readJsonBody(request, maxBodyBytes);
  if (!body.ok) return body;
  const { content } = body;
  const result = check(eventSchema(now), content);
  const nobody = saysWho(content) ? [] : [{ parameter: 'user_id', detail: 'or session_id or client_id must be there' }];
  if (result.ok && nobody.length === 0) return { ok: true, event: result.value };
  const errors = result.ok
    ? []
    : result.issues.map(({ path, message }) => ({ parameter: path || 'body', detail: message }));
  return { ok: false, errors: [...errors, ...nobody] };
}

/** Beside the schema, so that it is reported together with everything else that is wrong. */
const saysWho = (content: unknown): boolean =>
  typeof content !== 'object' || content === null || ['user_id', 'session_id', 'client_id'].some((id) => id in content);
