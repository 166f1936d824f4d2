import { z } from 'zod';

const time = z.iso.datetime();

/** What a sweep waits for: that a group has committed every record of a topic that was there when it began to wait. */
const settlingSchema = z.object({
  topic: z.enum(['products', 'filtered_products']),
  /** The end offset of each partition, by its number. */
  ends: z.array(z.int()),
});

export type Settling = z.infer<typeof settlingSchema>;

/**
 * A sweep: every product that a change of the ban list touches is judged again. It goes from step to step, each a record of
 * the topic `ban_sweeps`; the index `ban_sweeps` has the latest of each sweep, under `step` as its version.
 */
export const sweepSchema = z.object({
  sweep_id: z.string(),
  /** Versions of the rules that changed, offsets of `banned_products`; absent when only time has passed. */
  from_version: z.int().optional(),
  to_version: z.int().optional(),
  /** The rules that it is about; absent when they are so many that the whole catalogue is looked at. */
  rule_ids: z.array(z.string()).optional(),
  /**
   * running: products are looked at; settling: those that go through the flow once more are waited for; merged: a later
   * sweep of the whole catalogue, whose versions include these, does it all.
   */
  state: z.enum(['running', 'settling', 'done', 'merged']),
  step: z.int(),
  /** The last product that was looked at, in the order of ids. */
  after: z.string().optional(),
  /** It went on behind this product, where another left off that it took over: at the end it begins anew, up to here. */
  origin: z.string().optional(),
  has_wrapped: z.boolean().optional(),
  settling: settlingSchema.optional(),
  /** How many products are to be looked at, as counted at the beginning. */
  to_look_at: z.int(),
  looked_at: z.int(),
  /** Products that the present list decides otherwise, which were sent through the flow once more. */
  judged_again: z.int(),
  /** At most so many products a second are sent. */
  max_rate: z.int(),
  /** The next step begins no earlier. */
  not_before: time.optional(),
  started_at: time,
  updated_at: time,
  finished_at: time.optional(),
});

export type Sweep = z.infer<typeof sweepSchema>;

export const isOver = ({ state }: Sweep): boolean => state === 'done' || state === 'merged';

/** Whether so many rules changed that it looks at the whole catalogue. */
export const isOfCatalogue = ({ rule_ids: ids, to_version: version }: Sweep): boolean =>
  ids === undefined && version !== undefined;
