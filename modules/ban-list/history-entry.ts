import { z } from 'zod';

/** A change of the ban list, as the topic and the index `ban_history` keep it. */
export const historyEntrySchema = z.object({
  /** Offset of its record in `banned_products`. */
  version: z.int(),
  rule_id: z.string(),
  /** set: added, or edited when there was a rule before; unreadable: it changed nothing. */
  action: z.enum(['set', 'removed', 'unreadable']),
  at: z.iso.datetime(),
  by: z.string().optional(),
  why: z.string().optional(),
  /** Why it cannot be read. */
  problem: z.string().optional(),
  /** The rule that was set. */
  rule: z.record(z.string(), z.unknown()).optional(),
});

export type HistoryEntry = z.infer<typeof historyEntrySchema>;
