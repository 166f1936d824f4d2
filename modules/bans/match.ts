import { RuleStore, type BanMatch, type RuleChanges } from './compiled/rule-store.ts';
import type { JudgedProduct } from './product-texts.ts';
import type { BanRule } from './rule.ts';

/** Tells which rules in force at a time, epoch milliseconds, a product matches, by the order of their ids; an empty answer allows it. */
export type ProductMatcher = (product: JudgedProduct, at: number) => BanMatch[];

/** Makes a list of rules ready for many products. */
export function productMatcher(rules: readonly BanRule[]): ProductMatcher {
  const list = RuleList.of(rules);
  return (product, at) => list.match(product, at);
}

/**
 * A list of rules, made ready for many products. Which rules a product may match is told in one pass over its texts, whatever
 * their number; only those are then compared with it. A list never changes.
 */
export class RuleList {
  readonly #store: RuleStore;
  readonly #version: number;

  private constructor(store: RuleStore) {
    this.#store = store;
    this.#version = store.version;
  }

  /** Of rules with the same id the last counts. */
  static of(rules: Iterable<BanRule>): RuleList {
    return RuleList.#made(new Map(Array.from(rules, (rule) => [rule.rule_id, rule])));
  }

  static #made(rules: RuleChanges): RuleList {
    const store = new RuleStore();
    store.change(rules);
    return new RuleList(store);
  }

  /** The list with these changes, which costs what they cost and shares all else with this one. */
  with(changes: RuleChanges): RuleList {
    if (changes.size === 0) return this;
    const isLatest = this.#version === this.#store.version;
    if (!isLatest || this.#store.isWornOut) return this.#anew(changes);
    this.#store.change(changes);
    return new RuleList(this.#store);
  }

  /** What a product matches; an empty answer allows it. `at`: epoch milliseconds. */
  match(product: JudgedProduct, at: number): BanMatch[] {
    const matches = this.#store.match(this.#version, product, at);
    return matches.some(({ rule }) => rule.kind === 'appeal') ? [] : matches;
  }

  #anew(changes: RuleChanges): RuleList {
    const rules = new Map<string, BanRule | undefined>();
    for (const rule of this.#store.rulesOf(this.#version)) rules.set(rule.rule_id, rule);
    for (const [id, rule] of changes) rules.set(id, rule);
    return RuleList.#made(rules);
  }
}
