import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

const amount = z.number().nonnegative();
const price = z.strictObject({ amount, currency: z.string().length(3) });
const time = z.iso.datetime({ offset: true });

const ruleSchema = z.strictObject({
  rule_id: z.string().min(1),
  kind: z.enum(['phrase', 'regex', 'brand', 'category', 'store', 'sku', 'price', 'product']),
  value: z.union([
    z.string().min(1),
    z.strictObject({ min: amount.optional(), max: amount.optional(), currency: z.string().length(3) }),
  ]),
  fields: z.array(z.enum(['name', 'description', 'tags', 'brand', 'category', 'sku'])).optional(),
  match: z.enum(['word', 'stem', 'substring']).optional(),
  window: z.int().positive().optional(),
  exceptions: z.array(z.string().min(1)).optional(),
  valid_from: time.optional(),
  valid_to: time.optional(),
  created_at: time.optional(),
});

const formerRuleSchema = z.strictObject({
  id: z.string().min(1),
  kind: z.enum(['product_id', 'sku', 'brand', 'store', 'category', 'word']),
  value: z.string().min(1),
  reason: z.string().min(1),
  created_at: time.optional(),
});

const productSchema = z.strictObject({
  product_id: z.string().optional(),
  name: z.string().min(1),
  description: z.string().optional(),
  tags: z.array(z.string()).optional(),
  brand: z.string().optional(),
  category: z.string().optional(),
  sku: z.string().optional(),
  store_id: z.string().optional(),
  price: price.optional(),
});

const caseSchema = z.strictObject({
  name: z.string().min(1),
  rule: z.union([ruleSchema, formerRuleSchema]),
  others: z.array(ruleSchema).optional(),
  product: productSchema,
  now: time.optional(),
  appeals: z.array(z.string()).optional(),
  matches: z.array(
    z.strictObject({
      rule_id: z.string().min(1),
      field: productSchema.keyof(),
      tag: z.int().nonnegative().optional(),
      matched: z.string().min(1),
      at: z.int().nonnegative(),
    }),
  ),
  why: z.string().min(1),
});

type Case = z.infer<typeof caseSchema>;

/** How many cases each class has at least. */
const least = {
  'phrase words': { file: 'words', cases: 40 },
  'forms of words': { file: 'forms', cases: 500 },
  'parts of words': { file: 'substrings', cases: 50 },
  'several words, fields and tags': { file: 'phrases', cases: 90 },
  'words in a window': { file: 'windows', cases: 40 },
  exceptions: { file: 'exceptions', cases: 60 },
  'tags and entities of HTML': { file: 'markup', cases: 75 },
  'invisible characters, marks, compatibility forms': { file: 'characters', cases: 75 },
  'look-alike letters and digits': { file: 'look-alikes', cases: 160 },
  'letters apart, marks inside, repeated letters': { file: 'apart', cases: 160 },
  'several tricks at once': { file: 'combined', cases: 55 },
  'values of fields': { file: 'values', cases: 120 },
  'regular expressions': { file: 'patterns', cases: 80 },
  'time, appeals, several rules': { file: 'decisions', cases: 40 },
  'rules of the old shape': { file: 'old-rules', cases: 25 },
};
const leastNearMisses = 0.4;

const linesOf = (file: string): string[] =>
  readFileSync(new URL(`${file}.ndjson`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
const classes = Object.entries(least).map(([title, { file, cases }]) => ({ title, file, cases, lines: linesOf(file) }));
const all = (): Case[] => classes.flatMap(({ lines }) => lines.map((line) => caseSchema.parse(JSON.parse(line))));

/** What a position counts in: the field as the shop sent it, of tags one of them, of a price its amount and currency. */
function textOf({ product }: Case, { field, tag }: Case['matches'][number]): string | undefined {
  if (field === 'tags') return product.tags?.[tag ?? -1];
  if (field === 'price') return product.price && `${product.price.amount} ${product.price.currency}`;
  return product[field];
}

describe.each(classes)('$title', ({ file, cases, lines }) => {
  test('every line is a case, named after its file', () => {
    for (const line of lines) expect(caseSchema.parse(JSON.parse(line)).name).toMatch(new RegExp(`^${file}/`, 'u'));
  });

  test('there are enough cases', () => {
    expect(lines.length).toBeGreaterThanOrEqual(cases);
  });
});

test('no file of cases is left out', () => {
  const files = readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('.ndjson'));
  expect(files.toSorted()).toEqual(classes.map(({ file }) => `${file}.ndjson`).toSorted());
});

test('what is matched stands in the product, where the case says', () => {
  const wrong = all().filter((each) =>
    each.matches.some((match) => !textOf(each, match)?.startsWith(match.matched, match.at)),
  );
  expect(wrong.map(({ name }) => name)).toEqual([]);
});

test('a match names the tag it stands in, and a rule of its case', () => {
  const wrong = all().filter(({ rule, others = [], matches }) => {
    const ids = new Set([rule, ...others].map((each) => ('rule_id' in each ? each.rule_id : each.id)));
    return matches.some((match) => !ids.has(match.rule_id) || (match.field === 'tags') !== (match.tag !== undefined));
  });
  expect(wrong.map(({ name }) => name)).toEqual([]);
});

test('no two cases have one name, or one question', () => {
  const cases = all();
  const questions = cases.map(({ rule, others, product, now, appeals }) =>
    JSON.stringify([rule, others, product, now, appeals]),
  );
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  expect(new Set(questions).size).toBe(cases.length);
});

test('near misses are as many as an engine that bans too much would notice', () => {
  const cases = all();
  const nearMisses = cases.filter(({ matches }) => matches.length === 0);
  expect(nearMisses.length / cases.length).toBeGreaterThanOrEqual(leastNearMisses);
});
