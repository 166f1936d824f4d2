import { isInForce, validityOf, type Validity } from '../in-force.ts';
import type { JudgedProduct } from '../product-texts.ts';
import type { BanRule } from '../rule.ts';
import { Readings } from '../text/reading.ts';
import { ruleFinder, type FieldMatch, type RuleFinder } from './rule-finder.ts';
import { RuleIndex, type NumberedRule } from './rule-index.ts';

/** What became of rules, by their ids; undefined: removed. */
export type RuleChanges = ReadonlyMap<string, BanRule | undefined>;

/** A rule that a product matches, and where. */
export interface BanMatch extends FieldMatch {
  readonly rule: BanRule;
}

interface ReadyRule {
  readonly validity: Validity;
  readonly find: RuleFinder;
}

/** So many rules are kept ready to be compared: thousands of bytes each, while few of a list are ever met. */
const mostReady = 10_000;

/** Rules that went are looked over in vain; these many are no burden. */
const fewGone = 1_000;

/**
 * The rules of lists that came of each other, made ready once. Versions of the list are numbered from 1; each remains
 * as it was: a rule has a number, is added to an index that only grows, and is known to have gone from some version on.
 */
export class RuleStore {
  readonly #index = new RuleIndex();
  readonly #rules: BanRule[] = [];
  /** How many rules there were, by version. */
  readonly #counts = [0];
  /** The version from which on a rule is no longer there. */
  readonly #goneIn = new Map<number, number>();
  /** The rules of the latest version, by id. */
  readonly #numbers = new Map<string, number>();
  readonly #ready = new Map<number, ReadyRule>();

  /** The latest. */
  get version(): number {
    return this.#counts.length - 1;
  }

  /** Whether making the rules of the latest version ready anew is no loss: they are few beside those that went, or none. */
  get isWornOut(): boolean {
    const rules = this.#numbers.size;
    return rules === 0 || this.#goneIn.size > rules + fewGone;
  }

  /** The rules of a version. */
  *rulesOf(version: number): Generator<BanRule> {
    for (const [number, rule] of this.#rules.entries()) if (this.#has(number, version)) yield rule;
  }

  /** Makes the next version. */
  change(changes: RuleChanges): void {
    const version = this.#counts.length;
    const added: NumberedRule[] = [];
    for (const [id, rule] of changes) {
      const former = this.#numbers.get(id);
      if (former !== undefined) this.#goneIn.set(former, version);
      this.#numbers.delete(id);
      if (rule === undefined) continue;
      const number = this.#rules.push(rule) - 1;
      this.#numbers.set(id, number);
      added.push({ number, rule });
    }
    this.#index.add(added);
    this.#counts.push(this.#rules.length);
  }

  /** What a product matches of the rules of a version that are in force at a time, epoch milliseconds; in the order of their ids. */
  match(version: number, product: JudgedProduct, at: number): BanMatch[] {
    const readings = new Readings();
    const candidates = this.#index.candidates(product, readings);
    if (candidates.size === 0) return [];
    const matches: BanMatch[] = [];
    for (const number of candidates) {
      const rule = this.#rules[number];
      if (rule === undefined || !this.#has(number, version)) continue;
      const { validity, find } = this.#readyRule(number, rule);
      if (isInForce(validity, at)) for (const match of find(product, readings)) matches.push({ rule, ...match });
    }
    return matches.toSorted((one, other) => order(one.rule.rule_id, other.rule.rule_id));
  }

  #has(number: number, version: number): boolean {
    return number < (this.#counts[version] ?? 0) && (this.#goneIn.get(number) ?? Infinity) > version;
  }

  #readyRule(number: number, rule: BanRule): ReadyRule {
    let ready = this.#ready.get(number);
    if (ready === undefined) {
      if (this.#ready.size >= mostReady) this.#ready.clear();
      this.#ready.set(number, (ready = { validity: validityOf(rule), find: ruleFinder(rule) }));
    }
    return ready;
  }
}

const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
