import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { productMatcher } from '../match.ts';
import type { JudgedProduct } from '../product-texts.ts';
import { banRuleSchema, type BanRule } from '../rule.ts';

/** The rules are read by the engine's own schema; a case leaves out what does not decide. */
const caseSchema = z.object({
  name: z.string(),
  rule: z.looseObject({}),
  others: z.array(z.looseObject({})).default([]),
  product: z.looseObject({}),
  now: z.iso.datetime({ offset: true }).default('2026-06-01T00:00:00Z'),
  appeals: z.array(z.string()).default([]),
  matches: z.array(
    z.object({
      rule_id: z.string(),
      field: z.string(),
      tag: z.number().optional(),
      matched: z.string(),
      at: z.number(),
    }),
  ),
});

const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ndjson'));

const casesOf = (file: string): z.infer<typeof caseSchema>[] =>
  readFileSync(new URL(file, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => caseSchema.parse(JSON.parse(line)));

const ruleOf = (fields: object): BanRule => banRuleSchema.parse({ reason: 'Нельзя', ...fields });
const appealOf = (id: string): BanRule => ruleOf({ rule_id: `appeal-${id}`, kind: 'appeal', value: id });
/** Nothing of a product is absent but what no rule of the case looks at. */
const productOf = (fields: object): JudgedProduct =>
  ({ product_id: 'p1', price: { amount: 0, currency: 'XXX' }, ...fields }) as JudgedProduct;

test.each(files)('every case of %s is decided as it says, by the same words in the same places', (file) => {
  const cases = casesOf(file);
  const decided = cases.map(({ name, rule, others, product, now, appeals }) => {
    const rules = [...[rule, ...others].map((each) => ruleOf(each)), ...appeals.map((id) => appealOf(id))];
    const matches = productMatcher(rules)(productOf(product), Date.parse(now));
    return { name, matches: inOrder(matches.map(({ rule: { rule_id }, ...where }) => ({ rule_id, ...where }))) };
  });
  expect(decided).toEqual(cases.map(({ name, matches }) => ({ name, matches: inOrder(matches) })));
});

/** By rule and place, whatever the order of rules and of members. */
const inOrder = (matches: readonly { readonly rule_id: string; readonly field: string }[]): object[] =>
  matches.toSorted((one, other) => placeOf(one).localeCompare(placeOf(other)));

const placeOf = ({ rule_id, field }: { readonly rule_id: string; readonly field: string }): string =>
  `${rule_id} ${field}`;
