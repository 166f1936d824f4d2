import { z } from 'zod';
import type { BanMatch } from './compiled/rule-store.ts';
import type { BanRule } from './rule.ts';

const reasonSchema = z.looseObject({ rule_id: z.string() });

/** Why a product is rejected: the rules that it matches, the field of each match, and what stands there. */
export const rejectionSchema = z.object({ reasons: z.array(reasonSchema), rejected_at: z.string() });

export type Rejection = z.infer<typeof rejectionSchema>;

/** Bounds that keep a rejection of the largest product within what its topics take. */
const maxReasons = 100;
const maxMatchedLength = 200;

/** Why a product is rejected at a time, epoch milliseconds. `at` counts UTF-16 units from the beginning of the field, or of the tag. */
export const rejectionOf = (matches: readonly BanMatch[], at: number): Rejection => ({
  reasons: matches.slice(0, maxReasons).map(({ rule, matched, ...where }) => ({
    rule_id: rule.rule_id,
    kind: rule.kind,
    value: valueText(rule),
    reason: rule.reason,
    ...where,
    matched: matched.slice(0, maxMatchedLength).toWellFormed(),
  })),
  rejected_at: new Date(at).toISOString(),
});

function valueText({ value }: BanRule): string {
  if (typeof value === 'string') return value;
  const { min = 0, max, currency } = value;
  return `${min}–${max ?? '∞'} ${currency}`;
}
