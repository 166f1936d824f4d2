import { z } from 'zod';

const time = z.iso.datetime();

/**
 * A sweep: every product that a change of the ban list touches is judged again. A document of the index `ban_sweeps`; its
 * version there is `step`.
 */
export const sweepSchema = z.object({
  sweep_id: z.string(),
  /** Versions of the rules that changed, offsets of `banned_products`; absent when only time has passed. */
  from_version: z.int().optional(),
  to_version: z.int().optional(),
  /** The rules that it is about; absent when they are so many that the whole catalogue is looked at. */
  rule_ids: z.array(z.string()).optional(),
  /** running: products are looked at; settling: those that go through the flow once more are waited for. */
  state: z.enum(['running', 'settling', 'done']),
  step: z.int(),
  /** The last product that was looked at, in the order of ids. */
  after: z.string().optional(),
  /** How many products are to be looked at, as counted at the beginning. */
  to_look_at: z.int(),
  looked_at: z.int(),
  /** Products that the present list decides otherwise, which were sent through the flow once more. */
  judged_again: z.int(),
  /** At most so many products a second are sent. */
  max_rate: z.int(),
  started_at: time,
  updated_at: time,
  finished_at: time.optional(),
});

export type Sweep = z.infer<typeof sweepSchema>;
