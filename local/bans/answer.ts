import { z } from 'zod';
import { historyEntrySchema } from '../../modules/ban-list/history-entry.ts';
import { sweepSchema } from '../../modules/ban-sweeps/sweep.ts';

const price = z.object({ min: z.number().optional(), max: z.number().optional(), currency: z.string() });

/** What a rule says, as far as this tool shows it: the platform may know more kinds and fields of them. */
export const ruleContentSchema = z.looseObject({
  kind: z.string(),
  value: z.union([z.string(), price]),
  reason: z.string(),
  fields: z.array(z.string()).optional(),
  match: z.string().optional(),
  window: z.number().optional(),
  exceptions: z.array(z.string()).optional(),
  severity: z.string().optional(),
  valid_from: z.string().optional(),
  valid_to: z.string().optional(),
  created_by: z.string().optional(),
  created_at: z.string().optional(),
});

export type RuleContent = z.infer<typeof ruleContentSchema>;

const change = {
  version: z.int(),
  changed_at: z.string(),
  changed_by: z.string().optional(),
  why: z.string().optional(),
};

/** A rule of the list, and the change that made it what it is. */
export const listedRuleSchema = z.looseObject({
  ...ruleContentSchema.shape,
  ...change,
  rule_id: z.string(),
  in_force: z.boolean(),
});

export type ListedRule = z.infer<typeof listedRuleSchema>;

const unreadableSchema = z.object({ rule_id: z.string(), problem: z.string(), ...change });

export type Unreadable = z.infer<typeof unreadableSchema>;

/** GET /bans. */
export const listAnswerSchema = z.object({
  list_version: z.int(),
  total: z.int(),
  rules: z.array(listedRuleSchema),
  unreadable: z.array(unreadableSchema),
  next: z.string().optional(),
});

export type ListAnswer = z.infer<typeof listAnswerSchema>;

/** A change that was written. `sweep` is the version by which its sweep is asked for. */
export const changedAnswerSchema = z.object({ rule_id: z.string(), version: z.int(), sweep: z.int() });

export type ChangedAnswer = z.infer<typeof changedAnswerSchema>;

const exampleMatch = z.object({
  field: z.string(),
  tag: z.int().optional(),
  matched: z.string(),
  marked: z.string(),
});

/** POST /bans/test. */
export const trialAnswerSchema = z.object({
  catalogue: z.int(),
  /** Products that the rule alone matches, also those that another one rejects already. */
  matches: z.int(),
  /** Of the catalogue: what it matches. */
  share: z.number(),
  rejects: z.int(),
  lifts: z.int(),
  is_estimate: z.boolean(),
  examples: z.array(
    z.object({
      product_id: z.string(),
      name: z.string(),
      category: z.string(),
      effect: z.enum(['reject', 'lift']),
      matches: z.array(exampleMatch),
    }),
  ),
});

export type Trial = z.infer<typeof trialAnswerSchema>;

/** POST /bans/import. */
export const importAnswerSchema = z.object({
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.array(
    z.object({
      /** Of the rule in the request. */
      index: z.int(),
      errors: z.array(z.unknown()),
    }),
  ),
  version: z.int().optional(),
  sweep: z.int().optional(),
});

/** GET /bans/status. */
export const statusAnswerSchema = z.object({
  list_version: z.int(),
  rules: z.int(),
  in_force: z.int(),
  unreadable: z.array(unreadableSchema),
  sweeps: z.array(sweepSchema),
});

export type Status = z.infer<typeof statusAnswerSchema>;

/** GET /bans/history. */
export const historyAnswerSchema = z.object({ changes: z.array(historyEntrySchema), next: z.int().optional() });

/** GET /rejected. */
export const rejectedAnswerSchema = z.object({
  total: z.int(),
  page: z.int(),
  products: z.array(
    // Of some products only the rejection is known.
    z.looseObject({
      product_id: z.string(),
      name: z.string().optional(),
      category: z.string().optional(),
      price: z.object({ amount: z.number(), currency: z.string() }).optional(),
      rejected_at: z.string().optional(),
      reasons: z.array(
        z.looseObject({ rule_id: z.string(), matched: z.string().optional(), reason: z.string().optional() }),
      ),
    }),
  ),
});

export type Rejected = z.infer<typeof rejectedAnswerSchema>;
