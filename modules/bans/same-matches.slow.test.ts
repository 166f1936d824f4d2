import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { aProduct } from '../../tests/support/records.ts';
import type { Product } from '../product/product.ts';
import { productMatcher, type BanMatch } from './match.ts';
import { banRuleSchema, type BanRule } from './rule.ts';
import { normaliseValue, stemsOf, wordsOf } from './words.ts';

/** What the matcher must find, told without any of what makes it fast. */
function matchesOf(rules: readonly BanRule[], product: Product): BanMatch[] {
  return rules.flatMap((rule): BanMatch[] => {
    const { kind, value } = rule;
    if (kind === 'word')
      return (['name', 'description'] as const).flatMap((where) => firstPhrase(rule, where, product[where] ?? ''));
    const where = kind === 'store' ? 'store_id' : kind;
    const matched = product[where] ?? '';
    const isNamed = kind === 'product_id' ? matched === value : normaliseValue(matched) === normaliseValue(value);
    return isNamed ? [{ rule, where, matched }] : [];
  });
}

function firstPhrase(rule: BanRule, where: 'name' | 'description', text: string): BanMatch[] {
  const phrase = stemsOf(rule.value);
  const spans = wordsOf(text);
  const stems = stemsOf(text);
  const first = stems.findIndex((_, index) => phrase.every((stem, offset) => stems[index + offset] === stem));
  if (first === -1) return [];
  return [{ rule, where, matched: text.slice(spans[first]?.start, spans[first + phrase.length - 1]?.end) }];
}

/** Words that meet each other: short and long, in both cases and scripts, with what must not part or join them. */
const word = fc.constantFrom(
  ...'сигарета сигарет СИГАРЕТЫ сигapeты сига\u00adреты сигаре\u0301ты ёлка е\u0308лки елок ЁЛКУ я Я в он тв4k 4k 1 12 часы'.split(
    ' ',
  ),
  ...'часов copy Rolex Rоlexx vape 𝐯𝐚𝐩𝐞 ｖａｐｅ store_12 NB-526 ﱞ ª ﬁ Straße \ud800 🔥 й и\u0306'.split(' '),
);
const anyWord = fc.oneof(
  { weight: 5, arbitrary: word },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }) },
);
const gap = fc.constantFrom(' ', '  ', '-', ', ', '«', '»', ' — ', '', '\u200b', '🔥', '\n', '_');
const text = fc
  .array(fc.tuple(anyWord, gap), { maxLength: 6 })
  .map((parts) => parts.map(([one, behind]) => one + behind).join(''));

const rule = fc
  .record({
    id: fc.uuid(),
    kind: fc.constantFrom('product_id', 'sku', 'brand', 'store', 'category', 'word', 'word', 'word'),
    value: text,
    reason: fc.constant('нельзя'),
  })
  .map((made) => banRuleSchema.safeParse(made))
  .filter((read) => read.success)
  .map(({ data }) => data);

const product = fc
  .record({ name: text, description: text, brand: text, sku: text, store_id: text, category: text })
  .map((fields) => aProduct(fields));

const inOrder = (matches: readonly BanMatch[]): string[] =>
  matches.map(({ rule: { id }, where, matched }) => JSON.stringify([id, where, matched])).toSorted();

test('a product matches exactly the rules whose words it has, whatever is skipped to find out', () => {
  fc.assert(
    fc.property(
      fc.array(rule, { maxLength: 6 }),
      fc.array(product, { minLength: 1, maxLength: 3 }),
      (rules, products) => {
        const match = productMatcher(rules);
        for (const one of products) expect(inOrder(match(one))).toEqual(inOrder(matchesOf(rules, one)));
      },
    ),
    { numRuns: 1_000 },
  );
});
