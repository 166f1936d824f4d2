import { RE2JS } from 're2js';
import { z } from 'zod';
import { readText } from './text/read-text.ts';

const maxIdLength = 256;
const maxTextLength = 500;
const maxPatternLength = 1_000;
const maxWords = 20;
const maxExceptions = 100;
const maxWindow = 50;

const text = z.string().trim().min(1).max(maxTextLength);
const identifier = z.string().min(1).max(maxIdLength);
const time = z.iso.datetime({ offset: true });

/** The texts of a product that a phrase or a pattern may be looked for in. */
export const textFields = ['name', 'description', 'tags', 'brand', 'category', 'sku'] as const;
export type TextField = (typeof textFields)[number];

const defaultFields: readonly TextField[] = ['name', 'description', 'tags'];

const fields = z
  .array(z.enum(textFields))
  .min(1)
  .transform((list) => [...new Set(list)])
  .default([...defaultFields]);

/** What every rule has. */
const ofEvery = {
  rule_id: identifier,
  /** Shown to the shop and to moderators, in Russian. */
  reason: text,
  severity: z.enum(['low', 'medium', 'high']).optional(),
  /** In force from here, or from `created_at`, until `valid_to`, both ISO 8601. */
  valid_from: time.optional(),
  valid_to: time.optional(),
  created_by: text.optional(),
  created_at: time.optional(),
};

const wordsIn = (value: string): number => readText(value).length;

const noWord = 'must have a letter or a digit';

/** A phrase of words that can be looked for. */
const phraseText = text.check(({ value, issues }) => {
  const words = wordsIn(value);
  if (words > 0 && words <= maxWords) return;
  const message = words === 0 ? noWord : `must have ${maxWords} words at most`;
  issues.push({ code: 'custom', input: value, message });
});

const pattern = z
  .string()
  .min(1)
  .max(maxPatternLength)
  .check(({ value, issues }) => {
    const fault = patternFault(value);
    if (fault !== undefined) issues.push({ code: 'custom', input: value, message: fault });
  });

function patternFault(value: string): string | undefined {
  try {
    RE2JS.compile(value);
    return undefined;
  } catch (error) {
    return `must be a regular expression of RE2: ${error instanceof Error ? error.message : 'unreadable'}`;
  }
}

const wholeValue = text.refine((value) => wordsIn(value) > 0, noWord);

const price = z
  .object({
    min: z.number().nonnegative().optional(),
    max: z.number().nonnegative().optional(),
    currency: z.string().regex(/^[A-Z]{3}$/),
  })
  .refine(({ min, max }) => min !== undefined || max !== undefined, 'must have min or max')
  .refine(({ min = 0, max = Infinity }) => min <= max, 'min must not be more than max');

const rules = z.discriminatedUnion('kind', [
  z.object({
    ...ofEvery,
    kind: z.literal('phrase'),
    value: phraseText,
    fields,
    match: z.enum(['word', 'stem', 'substring']).default('stem'),
    /** The words in any order, all within so many successive words; without it side by side, in this order. */
    window: z.int().min(1).max(maxWindow).optional(),
    /** Matches that lie wholly inside a match of one of these do not count. */
    exceptions: z.array(phraseText).max(maxExceptions).default([]),
  }),
  z.object({ ...ofEvery, kind: z.literal('regex'), value: pattern, fields }),
  z.object({ ...ofEvery, kind: z.literal('brand'), value: wholeValue }),
  z.object({ ...ofEvery, kind: z.literal('category'), value: wholeValue }),
  z.object({ ...ofEvery, kind: z.literal('store'), value: text }),
  z.object({ ...ofEvery, kind: z.literal('sku'), value: text }),
  z.object({ ...ofEvery, kind: z.literal('price'), value: price }),
  z.object({ ...ofEvery, kind: z.literal('product'), value: identifier }),
  /** Not a ban: this product is allowed whatever other rules say. */
  z.object({ ...ofEvery, kind: z.literal('appeal'), value: identifier }),
]);

const formerKinds = new Map<unknown, object>([
  // Buyers find a product by its category too, so a former `word` is looked for there as well.
  ['word', { kind: 'phrase', fields: [...defaultFields, 'category'] }],
  ['product_id', { kind: 'product' }],
]);

/** A rule as earlier releases wrote it, {id, kind, value, reason, created_at}, is read for ever: `banned_products` may hold it. */
function fromFormer(content: unknown): unknown {
  if (typeof content !== 'object' || content === null) return content;
  const { id, ...rest }: { readonly id?: unknown; readonly kind?: unknown } = content;
  return { ...(id !== undefined && { rule_id: id }), ...rest, ...formerKinds.get(rest.kind) };
}

/** A rule of the ban list as moderators write it and as `banned_products` holds it, by docs/bans.md. */
export const banRuleSchema = z
  .preprocess(fromFormer, rules)
  .refine(
    ({ valid_from: from, valid_to: to }) => from === undefined || to === undefined || Date.parse(from) < Date.parse(to),
    { path: ['valid_to'], message: 'must be later than valid_from' },
  );

export type BanRule = z.output<typeof banRuleSchema>;
export type RuleOf<Kind extends BanRule['kind']> = Extract<BanRule, { readonly kind: Kind }>;
