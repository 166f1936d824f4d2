import { z } from 'zod';

/** A change of the ban list, as the topic and the index `ban_history` keep it. */
export const historyEntrySchema = z.object({
  /** Offset of its record in `banned_products`: entries of one version are the same entry, delivered more than once. */
  version: z.int(),
  rule_id: z.string(),
  /** set: added, or edited when there was a rule before; unreadable: it changed nothing. */
  action: z.enum(['set', 'removed', 'unreadable']),
  at: z.iso.datetime(),
  /** Who says to have changed it, else who made the rule. */
  by: z.string().optional(),
  why: z.string().optional(),
  /** Why it cannot be read. */
  problem: z.string().optional(),
  /** As the record holds it; absent when that is no JSON object, nested too deep, or too large for the topic. */
  rule: z.record(z.string(), z.unknown()).optional(),
});

export type HistoryEntry = z.infer<typeof historyEntrySchema>;
