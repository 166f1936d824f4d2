import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyProduct, anyRule } from '../../tests/support/any-rule.ts';
import { aProduct, aRule } from '../../tests/support/records.ts';
import { ruleFinder } from '../bans/compiled/rule-finder.ts';
import type { Product } from '../product/product.ts';
import type { BanRule } from '../bans/rule.ts';
import { ruleQuery } from './rule-query.ts';
import { banTerms } from './terms.ts';

interface Query {
  readonly match_all?: object;
  readonly term?: Readonly<Record<string, string | number>>;
  readonly terms?: Readonly<Record<string, readonly number[]>>;
  readonly range?: Readonly<Record<string, { readonly gte?: number; readonly lte?: number }>>;
  readonly bool?: { readonly filter?: readonly Query[]; readonly should?: readonly Query[] };
}

/** What OpenSearch would find with the queries that are made here. */
function finds({ match_all: all, term, terms, range, bool }: Query, product: Product): boolean {
  const fields: Record<string, readonly (string | number)[]> = {
    ban_terms: banTerms(product),
    product_id: [product.product_id],
    'price.currency': [product.price.currency],
    'price.amount': [product.price.amount],
  };
  const some = <T>(part: Readonly<Record<string, T>> | undefined, holds: (value: string | number, of: T) => boolean) =>
    Object.entries(part ?? {}).every(([field, wanted]) => fields[field]?.some((value) => holds(value, wanted)));
  const { filter = [], should } = bool ?? {};
  return (
    all !== undefined ||
    (some(term, (value, wanted) => value === wanted) &&
      some(terms, (value, wanted) => wanted.some((each) => each === value)) &&
      some(range, (value, { gte = -Infinity, lte = Infinity }) => gte <= Number(value) && Number(value) <= lte) &&
      filter.every((each) => finds(each, product)) &&
      (should?.some((each) => finds(each, product)) ?? true))
  );
}

const isFound = (rule: BanRule, product: Product): boolean => finds(ruleQuery(rule).query, product);

test('every product that a rule matches is found by its query', () => {
  fc.assert(
    fc.property(anyRule, anyProduct, (rule, product) => {
      expect(ruleFinder(rule)(product).length === 0 || isFound(rule, product)).toBe(true);
    }),
    { numRuns: 5_000 },
  );
});

test.each([
  ['a word in disguise', aRule({ kind: 'phrase', value: 'водка' }), { name: 'в-о-д-к-а' }],
  ['another form', aRule({ kind: 'phrase', value: 'кинжал' }), { description: 'Продаём <b>кинж</b>алы' }],
  ['words that stand apart', aRule({ kind: 'phrase', value: 'табак для кальяна' }), { tags: ['для кальянов табак'] }],
  ['an id in other letters', aRule({ kind: 'sku', value: 'АВ-15' }), { sku: ' ab-15' }],
  [
    'a price at the end of a range',
    aRule({ kind: 'price', value: { max: 5, currency: 'RUB' } }),
    { price: { amount: 5, currency: 'RUB' } },
  ],
])('%s is found', (_, rule, fields) => {
  expect(isFound(rule, aProduct(fields))).toBe(true);
});

test.each([
  ['another word', aRule({ kind: 'phrase', value: 'водка' }), { name: 'Лодка' }],
  ['one of two words', aRule({ kind: 'phrase', value: 'табак для кальяна' }), { name: 'Табак' }],
  ['another store', aRule({ kind: 'store', value: 'store-1' }), { store_id: 'store-12' }],
  [
    'another currency',
    aRule({ kind: 'price', value: { max: 5, currency: 'RUB' } }),
    { price: { amount: 5, currency: 'USD' } },
  ],
])('%s is not', (_, rule, fields) => {
  expect(isFound(rule, aProduct(fields))).toBe(false);
});

test.each([
  ['letters inside of words', aRule({ kind: 'phrase', value: 'вейп', match: 'substring' })],
  ['a pattern', aRule({ kind: 'regex', value: 'x+' })],
])('no index tells where %s are: all products are looked at', (_, rule) => {
  expect(ruleQuery(rule)).toEqual({ query: { match_all: {} }, isScan: true });
});
