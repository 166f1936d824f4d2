import { keysOf } from '../objects/entries.ts';
import type { Product } from '../product/product.ts';
import { Beginnings } from './beginnings.ts';
import { PhraseIndex } from './phrases.ts';
import { remember } from './remember.ts';
import type { BanRule } from './rule.ts';
import { normaliseValue } from './words.ts';

/** A rule that a product matches, the field that does it, and what stands there. */
export interface BanMatch {
  readonly rule: BanRule;
  readonly where: 'product_id' | 'sku' | 'brand' | 'store_id' | 'category' | 'name' | 'description';
  readonly matched: string;
}

/** Tells which rules of a list a product matches; an empty answer allows it. */
export type ProductMatcher = (product: Product) => BanMatch[];

/** Fields that a kind of rule is compared with as a whole. */
const fields = { sku: 'sku', brand: 'brand', store: 'store_id', category: 'category' } as const;
const fieldKinds = keysOf(fields);

/** Values that are remembered in the form in which they are compared. */
const maxValues = 20_000;

/**
 * Makes a list of rules ready for many products: what a product costs does not grow with the list.
 * Ids are compared exactly, other values without regard to case, spacing, ё and look-alike letters.
 */
export function productMatcher(rules: readonly BanRule[]): ProductMatcher {
  const ofKind = (kind: BanRule['kind']): BanRule[] => rules.filter((rule) => rule.kind === kind);
  const byId = Map.groupBy(ofKind('product_id'), ({ value }) => value);
  const byField = fieldKinds
    .map((kind) => ({ where: fields[kind], rules: ofKind(kind) }))
    .filter(({ rules: own }) => own.length > 0)
    .map(({ where, rules: own }) => ({ where, find: valueFinder(own) }));
  const phrases = new PhraseIndex(ofKind('word'));

  return (product) => {
    const id = product.product_id;
    const matches: BanMatch[] = (byId.get(id) ?? []).map((rule) => ({ rule, where: 'product_id', matched: id }));
    for (const { where, find } of byField) {
      const matched = product[where] ?? '';
      for (const rule of find(matched)) matches.push({ rule, where, matched });
    }
    for (const where of ['name', 'description'] as const)
      for (const { rule, matched } of phrases.find(product[where] ?? '')) matches.push({ rule, where, matched });
    return matches;
  };
}

const none: readonly BanRule[] = [];

/** Finds the rules that name a value. Most values begin as none of them does, and cost nothing more. */
function valueFinder(rules: readonly BanRule[]): (value: string) => readonly BanRule[] {
  const byValue = Map.groupBy(rules, ({ value }) => normaliseValue(value));
  const normalised = remember(maxValues, normaliseValue);
  const beginnings = new Beginnings();
  for (const value of byValue.keys()) beginnings.add(value.split(' ', 1)[0] ?? '');
  return (value) => (beginnings.begin(value) ? (byValue.get(normalised(value)) ?? none) : none);
}
