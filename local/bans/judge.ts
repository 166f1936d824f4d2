import { z } from 'zod';
import { productMatcher } from '../../modules/bans/match.ts';
import type { FieldMatch } from '../../modules/bans/compiled/rule-finder.ts';
import { banRuleSchema } from '../../modules/bans/rule.ts';
import { check, issuesText, jsonOf } from '../../modules/errors/schema.ts';

/** A product may have only the fields that a case is about. */
const productSchema = z.object({
  product_id: z.string().default(''),
  name: z.string().default(''),
  description: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
  brand: z.string().nullish(),
  category: z.string().default(''),
  sku: z.string().nullish(),
  store_id: z.string().nullish(),
  price: z.object({ amount: z.number(), currency: z.string() }).default({ amount: NaN, currency: '' }),
});

/** A rule may leave out its id and its reason, which decide nothing. */
const caseSchema = z.object({ rule: z.record(z.string(), z.unknown()), product: productSchema });

/** The outcome of a case: where the product matches the rule, or what is wrong with the line. */
export type Judgement =
  { readonly matches: readonly (FieldMatch & { readonly rule_id: string })[] } | { readonly error: string };

/** Judges one line of a test set, JSON {rule, product}, at a time, epoch milliseconds. */
export function judgeCase(line: string, at: number): Judgement {
  const content = jsonOf(line);
  if (content === undefined) return { error: 'the line is not JSON' };
  const read = check(caseSchema, content);
  if (!read.ok) return { error: issuesText(read.issues, 'case') };
  const { rule: fields, product } = read.value;
  const rule = check(banRuleSchema, { reason: 'not given', ...(!('id' in fields) && { rule_id: 'rule' }), ...fields });
  if (!rule.ok) return { error: issuesText(rule.issues, 'rule') };
  const matches = productMatcher([rule.value])(product, at);
  return { matches: matches.map(({ rule: { rule_id }, ...where }) => ({ rule_id, ...where })) };
}
