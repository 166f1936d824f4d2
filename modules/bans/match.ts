import { ruleFinder, type FieldMatch, type RuleFinder } from './compiled/rule-finder.ts';
import { RuleIndex } from './compiled/rule-index.ts';
import { isInForce, validityOf } from './in-force.ts';
import type { JudgedProduct } from './product-texts.ts';
import type { BanRule } from './rule.ts';

/** A rule that a product matches, and where. */
export interface BanMatch extends FieldMatch {
  readonly rule: BanRule;
}

/** Tells which rules in force at a time, epoch milliseconds, a product matches; an empty answer allows it. */
export type ProductMatcher = (product: JudgedProduct, at: number) => BanMatch[];

/**
 * Makes a list of rules ready for many products. Which rules a product may match is told in one pass over its texts, whatever
 * their number; only those are then compared with it.
 */
export function productMatcher(rules: readonly BanRule[]): ProductMatcher {
  const index = new RuleIndex(rules);
  const validities = rules.map((rule) => validityOf(rule));
  const finders: (RuleFinder | undefined)[] = rules.map(() => undefined);
  const matchesOf = (number: number, product: JudgedProduct, at: number): BanMatch[] => {
    const rule = rules[number];
    const validity = validities[number];
    if (rule === undefined || validity === undefined || !isInForce(validity, at)) return [];
    const find = (finders[number] ??= ruleFinder(rule));
    return find(product).map((match) => ({ rule, ...match }));
  };
  return (product, at) => {
    const candidates = index.candidates(product);
    if (candidates.size === 0) return [];
    const matches = [...candidates]
      .toSorted((one, other) => one - other)
      .flatMap((number) => matchesOf(number, product, at));
    return matches.some(({ rule }) => rule.kind === 'appeal') ? [] : matches;
  };
}
