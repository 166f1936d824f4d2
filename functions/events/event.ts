import { z } from 'zod';
import { check, issuesOf, type Checked, type SchemaIssue } from '../../modules/errors/schema.ts';
import { isTime, productIdSchema } from '../../modules/product/fields.ts';
import { actions } from '../../modules/ubi/action.ts';
import { identifier } from '../../modules/ubi/query.ts';

/** How fast a client's clock may be, in milliseconds. */
const fastClock = 5 * 60_000;
/** Milliseconds for which a client may keep an event that it could not send. */
const maxDelayMs = 24 * 3_600_000;

/** A field that may be left out; null says the same, as in products. */
const optional = <Output, Input>(schema: z.ZodType<Output, Input>) =>
  schema.nullish().transform((value) => value ?? undefined);

const who = ['user_id', 'session_id', 'client_id'] as const;

/**
 * An event as clients send it at a time, epoch milliseconds: User Behavior Insights 1.3.0, of which the platform takes what is
 * about a product. https://github.com/o19s/ubi/blob/main/schema/1.3.0/event.schema.json
 */
export const eventSchema = (now: number) =>
  z
    .strictObject({
      application: identifier.nullish().transform((value) => value ?? 'marketplace'),
      /** A UUID, so that ids of different clients do not collide: an event that is sent again is recognised by it. */
      event_id: optional(z.uuid('must be a UUID')),
      action_name: z.enum(actions),
      /** The search that showed the product. */
      query_id: optional(identifier),
      user_id: optional(identifier),
      session_id: optional(identifier),
      client_id: optional(identifier),
      timestamp: optional(
        z.iso
          .datetime({ offset: true, error: 'must be an ISO 8601 time with its offset', abort: true })
          .refine(isTime, { error: 'must have an offset of at most 18 hours', abort: true })
          .refine((time) => Date.parse(time) <= now + fastClock, 'must not lie in the future')
          .refine((time) => Date.parse(time) >= now - maxDelayMs, 'must not be older than a day'),
      ),
      message_type: optional(identifier),
      message: optional(z.string().max(1_024)),
      event_attributes: z.looseObject({
        object: z.looseObject({
          object_id: productIdSchema,
          object_id_field: z
            .literal('product_id', 'must be product_id')
            .nullish()
            .transform(() => 'product_id' as const),
        }),
        position: optional(z.looseObject({ ordinal: z.int().positive() })),
      }),
    })
    .meta({ anyOf: who.map((field) => ({ required: [field], properties: { [field]: { type: 'string' } } })) });

export type EventRequest = z.infer<ReturnType<typeof eventSchema>>;

/** Reads an event; every field that is wrong is named. `now`: epoch milliseconds. */
export function readEvent(content: unknown, now: number): Checked<EventRequest> {
  const checked = check(eventSchema(now), content);
  const issues = [...issuesOf(checked), ...(saysWho(content) ? [] : [nobody])];
  return checked.ok && issues.length === 0 ? checked : { ok: false, issues };
}

const nobody: SchemaIssue = { path: 'user_id', message: 'or session_id or client_id must be there' };

/** Beside the schema, so that it is reported together with everything else that is wrong. */
function saysWho(content: unknown): boolean {
  if (typeof content !== 'object' || content === null) return true;
  const fields: Readonly<Record<string, unknown>> = { ...content };
  return who.some((field) => (fields[field] ?? undefined) !== undefined);
}
