import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyProduct, anyRule } from '../../tests/support/any-rule.ts';
import { aProduct, aRule } from '../../tests/support/records.ts';
import { ruleFinder } from './compiled/rule-finder.ts';
import { isInForce, validityOf } from './in-force.ts';
import { productMatcher, type BanMatch } from './match.ts';
import type { JudgedProduct } from './product-texts.ts';
import { banRuleSchema, type BanRule } from './rule.ts';

const now = Date.parse('2026-11-28T12:00:00Z');

/** What the matcher must find: every rule compared with the product, one after the other. */
function matchesOf(rules: readonly BanRule[], product: JudgedProduct): BanMatch[] {
  const matches = rules.flatMap((rule) =>
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
