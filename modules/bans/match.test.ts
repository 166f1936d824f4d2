import * as fc from 'fast-check';
import { expect, test } from 'vitest';
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

/** Words that meet each other: short and long, in several scripts and disguises, with what must not part or join them. */
const word = fc.constantFrom(
  ...'сигарета сигарет СИГАРЕТЫ сигapeты сига\u00adреты сиг&shy;арета <b>сига</b>реты сига<br>реты ёлка е\u0308лки елок'.split(
    ' ',
  ),
  ...'сииигарета сигарет@ сиг@рета 4асы ча4ы 3 600 я Я в о н с и г а р е т а 1 12 часы часов copy Rolex Rоlexx vape'.split(
    ' ',
  ),
  ...'𝐯𝐚𝐩𝐞 ｖａｐｅ store_12 NB-526 ﱞ ª ﬁ ⅐ Straße \ud800 🔥 ❤️ й и\u0306 ™ вейп™ &amp; &#1089;игара < > @ a@b.c'.split(
    ' ',
  ),
);
const anyWord = fc.oneof(
  { weight: 5, arbitrary: word },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }) },
);
const gap = fc.constantFrom(' ', '  ', '-', ', ', '«', '»', ' — ', '', '\u200b', '🔥', '\n', '_', '.', '\u00a0', '@');
const text = fc
  .array(fc.tuple(anyWord, gap), { maxLength: 7 })
  .map((parts) => parts.map(([one, behind]) => one + behind).join(''));

const time = fc.constantFrom(undefined, '2026-11-28T11:59:59Z', '2026-11-28T12:00:01Z');
const rule = fc
  .record({
    rule_id: fc.uuid(),
    reason: fc.constant('нельзя'),
    kind: fc.constantFrom(
      'product',
      'sku',
      'brand',
      'store',
      'category',
      'appeal',
      ...Array<'phrase'>(9).fill('phrase'),
    ),
    value: text,
    match: fc.constantFrom('word', 'stem', 'substring'),
    window: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    exceptions: fc.array(text, { maxLength: 1 }),
    fields: fc.subarray(['name', 'description', 'tags', 'brand'], { minLength: 1 }),
    valid_from: time,
    valid_to: time,
  })
  .map((made) => banRuleSchema.safeParse(made))
  .filter((read) => read.success)
  .map(({ data }) => data);

const product = fc
  .record({
    name: text,
    description: text,
    tags: fc.array(text, { maxLength: 2 }),
    brand: text,
    sku: text,
    store_id: text,
  })
  .map((fields) => aProduct(fields));

test('a product matches exactly the rules that it matches one by one, whatever is skipped to find out', () => {
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 6 }), product, (rules, one) => {
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
