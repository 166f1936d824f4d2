import * as fc from 'fast-check';
import { banRuleSchema } from '../../modules/bans/rule.ts';
import { aProduct } from './records.ts';

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
/** A rule that can be read. */
export const anyRule = fc
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

/** A product in whose texts rules may be found. */
export const anyProduct = fc
  .record({
    name: text,
    description: text,
    tags: fc.array(text, { maxLength: 2 }),
    brand: text,
    sku: text,
    store_id: text,
  })
  .map((fields) => aProduct(fields));
