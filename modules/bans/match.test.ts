import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyProduct, anyRule } from '../../tests/support/any-rule.ts';
import { aProduct, aRule } from '../../tests/support/records.ts';
import { ruleFinder } from './compiled/rule-finder.ts';
import type { BanMatch, RuleChanges } from './compiled/rule-store.ts';
import { isInForce, validityOf } from './in-force.ts';
import { productMatcher, RuleList } from './match.ts';
import type { JudgedProduct } from './product-texts.ts';
import { banRuleSchema, type BanRule } from './rule.ts';

const now = Date.parse('2026-11-28T12:00:00Z');

const byId = (one: BanRule, other: BanRule): number => (one.rule_id < other.rule_id ? -1 : 1);

/** What the matcher must find: every rule compared with the product, one after the other. */
function matchesOf(rules: readonly BanRule[], product: JudgedProduct): BanMatch[] {
  const matches = rules
    .toSorted(byId)
    .flatMap((rule) =>
      isInForce(validityOf(rule), now) ? ruleFinder(rule)(product).map((match) => ({ rule, ...match })) : [],
    );
  return matches.some(({ rule }) => rule.kind === 'appeal') ? [] : matches;
}

test('a product matches exactly the rules that it matches one by one, whatever is skipped to find out', () => {
  fc.assert(
    fc.property(fc.array(anyRule, { maxLength: 6 }), anyProduct, (rules, one) => {
      expect(productMatcher(rules)(one, now)).toEqual(matchesOf(rules, one));
    }),
    { numRuns: 300 },
  );
});

/** A rule is set or removed; of few ids, so that many are changed more than once. */
const anyChanges: fc.Arbitrary<RuleChanges> = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.option(anyRule, { nil: undefined })), { maxLength: 3 })
  .map((changes) => new Map(changes.map(([id, rule]) => [id, rule && { ...rule, rule_id: id }])));

test('whatever has been changed in whatever order, a list matches as one that is made anew, and so do the lists before it', () => {
  const step = fc.tuple(anyChanges, fc.nat());
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), anyProduct, (steps, one) => {
      const lists = [{ rules: new Map() as RuleChanges, list: RuleList.of([]) }];
      for (const [changes, lot] of steps) {
        // Seldom not the latest.
        const from = lists.at(lot % 4 === 0 ? lot % lists.length : -1);
        if (from !== undefined)
          lists.push({ rules: new Map([...from.rules, ...changes]), list: from.list.with(changes) });
      }
      for (const { rules, list } of lists) {
        const standing = [...rules.values()].filter((rule) => rule !== undefined);
        expect(list.match(one, now)).toEqual(productMatcher(standing)(one, now));
      }
    }),
    { numRuns: 300 },
  );
});

const ruleOf = (n: number): BanRule => aRule({ rule_id: `r${n % 10}`, kind: 'phrase', value: `слово${n}` });

test('a list that was changed many times over matches as one that is made anew', () => {
  let list = RuleList.of([]);
  for (let n = 0; n < 3_000; n++) list = list.with(new Map([[`r${n % 10}`, n % 7 === 0 ? undefined : ruleOf(n)]]));
  const words = Array.from({ length: 20 }, (_, n) => `слово${2_980 + n}`);
  const matched = list.match(aProduct({ name: words.join(' ') }), now).map(({ matched: word }) => word);
  expect(matched).toEqual(words.slice(10).filter((word) => Number(word.slice(5)) % 7 !== 0));
});

test('patterns that come one by one are found as those that come together, each in its fields', () => {
  const patterns = Array.from({ length: 20 }, (_, n) =>
    aRule({ rule_id: `r${n}`, kind: 'regex', value: `(?i)код ${n % 10}\\b`, fields: [n < 10 ? 'name' : 'sku'] }),
  );
  let list = RuleList.of([]);
  for (const rule of patterns) list = list.with(new Map([[rule.rule_id, rule]]));
  const product = aProduct({ name: 'Код 3, код 5', sku: 'КОД 5' });
  expect(list.match(product, now)).toEqual(productMatcher(patterns)(product, now));
  expect(list.match(product, now).map(({ rule }) => rule.rule_id)).toEqual(['r15', 'r3', 'r5']);
});

test('a rule is in force from its beginning to before its end', () => {
  const from = '2026-11-28T12:00:00Z';
  const to = '2026-11-29T12:00:00Z';
  const match = productMatcher([aRule({ kind: 'phrase', value: 'часы', valid_from: from, valid_to: to })]);
  const found = (at: number): number => match(aProduct({ name: 'Часы' }), at).length;
  expect([now - 1, now, Date.parse(to) - 1, Date.parse(to)].map(found)).toEqual([0, 1, 1, 0]);
});

const faultOf = (fields: object): string | undefined =>
  banRuleSchema
    .safeParse({ rule_id: 'r1', reason: 'Нельзя', kind: 'phrase', value: 'часы', ...fields })
    .error?.issues[0]?.path.join('.');

test('what cannot be a rule is refused by its field, in plain words', () => {
  expect(faultOf({})).toBeUndefined();
  expect(faultOf({ value: '!!!' })).toBe('value');
  expect(faultOf({ value: 'слово '.repeat(60) })).toBe('value');
  expect(faultOf({ kind: 'colour' })).toBe('kind');
  expect(faultOf({ kind: 'regex', value: '(a+' })).toBe('value');
  expect(faultOf({ kind: 'regex', value: '(a)\\1' })).toBe('value');
  expect(faultOf({ kind: 'price', value: { min: 5, max: 1, currency: 'RUB' } })).toBe('value');
  expect(faultOf({ valid_from: '2026-02-01T00:00:00Z', valid_to: '2026-01-01T00:00:00Z' })).toBe('valid_to');
});
