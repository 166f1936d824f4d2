import { RE2JS } from 're2js';
import { compilePhrase, findPhrase, isWhole, type Span } from '../phrase/phrase.ts';
import { compileSubstring, findSubstring } from '../phrase/substring.ts';
import { textsOf, type JudgedProduct, type ProductText } from '../product-texts.ts';
import type { BanRule, RuleOf, TextField } from '../rule.ts';
import { foldId } from '../text/fold-id.ts';
import { Readings, type Reading } from '../text/reading.ts';

/** Where a product matches a rule: `text.slice(at, at + matched.length)` of the field, or of the tag with this number, from 0. */
export interface FieldMatch {
  readonly field: TextField | 'store_id' | 'product_id' | 'price';
  readonly tag?: number;
  readonly matched: string;
  readonly at: number;
}

/** Where a product matches one rule: the first match in each field, none when it does not. `readings`: shared by the rules that a product is compared with. */
export type RuleFinder = (product: JudgedProduct, readings?: Readings) => FieldMatch[];

/** A rule made ready to be compared, by the contract of docs/bans.md and nothing else: quick is who asks it seldom. */
export function ruleFinder(rule: BanRule): RuleFinder {
  if (rule.kind === 'phrase') return inFields(rule.fields, phraseFinder(rule));
  if (rule.kind === 'regex') return inFields(rule.fields, patternFinder(rule));
  if (rule.kind === 'brand' || rule.kind === 'category') return inFields([rule.kind], wholeFinder(rule));
  if (rule.kind === 'sku' || rule.kind === 'store') return idFinder(rule);
  if (rule.kind === 'price') return priceFinder(rule);
  return productFinder(rule);
}

const productFinder =
  ({ value }: RuleOf<'product' | 'appeal'>): RuleFinder =>
  ({ product_id: id }) =>
    id === value ? [{ field: 'product_id', matched: id, at: 0 }] : [];

type FindIn = (text: string, readings: Readings) => Span | undefined;

const inFields =
  (fields: readonly TextField[], findIn: FindIn): RuleFinder =>
  (product, readings = new Readings()) =>
    fields.flatMap((field) => firstIn(textsOf(product, field), (text) => findIn(text, readings)));

function firstIn(texts: readonly ProductText[], findIn: (text: string) => Span | undefined): FieldMatch[] {
  for (const { text, ...where } of texts) {
    const span = findIn(text);
    if (span !== undefined) return [{ ...where, matched: text.slice(span.from, span.to), at: span.from }];
  }
  return [];
}

type FindAll = (reading: Reading) => Iterable<Span>;

function phraseFinder(rule: RuleOf<'phrase'>): FindIn {
  const finderOf = (value: string, window?: number): FindAll => {
    if (rule.match === 'substring') {
      const substring = compileSubstring(value);
      return (reading) => findSubstring(substring, reading);
    }
    const phrase = compilePhrase(value, { match: rule.match, window });
    return (reading) => findPhrase(phrase, reading);
  };
  const find = finderOf(rule.value, rule.window);
  const exceptions = rule.exceptions.map((value) => finderOf(value));
  return (text, readings) => {
    const reading = readings.of(text);
    let excepted: readonly Span[] | undefined;
    for (const span of find(reading)) {
      excepted ??= exceptions.flatMap((findException) => [...findException(reading)]);
      if (!excepted.some(({ from, to }) => from <= span.from && span.to <= to)) return span;
    }
    return undefined;
  };
}

function patternFinder({ value }: RuleOf<'regex'>): FindIn {
  const pattern = RE2JS.compile(value);
  return (text) => {
    const matcher = pattern.matcher(text);
    return matcher.find() ? { from: matcher.start(), to: matcher.end() } : undefined;
  };
}

function wholeFinder({ value }: RuleOf<'brand' | 'category'>): FindIn {
  const phrase = compilePhrase(value, { match: 'word' });
  return (text, readings) => (isWhole(phrase, readings.of(text)) ? { from: 0, to: text.length } : undefined);
}

function idFinder({ kind, value }: RuleOf<'sku' | 'store'>): RuleFinder {
  const expected = foldId(value);
  const field = kind === 'sku' ? 'sku' : 'store_id';
  return ({ [field]: found }) =>
    typeof found === 'string' && foldId(found) === expected ? [{ field, matched: found, at: 0 }] : [];
}

function priceFinder({ value: { min = 0, max = Infinity, currency: expected } }: RuleOf<'price'>): RuleFinder {
  return ({ price }) => {
    const { amount, currency } = price;
    const isWithin = currency === expected && min <= amount && amount <= max;
    return isWithin ? [{ field: 'price', matched: `${amount} ${currency}`, at: 0 }] : [];
  };
}
