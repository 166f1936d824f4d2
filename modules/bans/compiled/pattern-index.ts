import { RE2Set } from 're2js';

/** A regular expression that a rule bans. */
export interface RulePattern {
  readonly rule: number;
  readonly value: string;
  /** Where it is looked for, a bit for each field. */
  readonly fields: number;
}

/** Patterns that are looked for in one pass. */
interface PatternSet {
  readonly patterns: readonly RulePattern[];
  readonly set: RE2Set;
}

/**
 * Rules by their regular expressions. A set takes no more once it is compiled, so new patterns get one of their own, and sets of
 * like size become one: there are few, and seldom is a large one compiled.
 */
export class PatternIndex {
  /** The largest first. */
  readonly #sets: PatternSet[] = [];
  #fields = 0;

  add(added: readonly RulePattern[]): void {
    if (added.length === 0) return;
    const patterns = [...added];
    while ((this.#sets.at(-1)?.patterns.length ?? Infinity) <= 2 * patterns.length)
      patterns.push(...(this.#sets.pop()?.patterns ?? []));
    this.#sets.push({ patterns, set: setOf(patterns) });
    for (const { fields } of added) this.#fields |= fields;
  }

  /** Adds the rules that a text of a field may match to those that were found. */
  find(text: string, field: number, found: Set<number>): void {
    if ((this.#fields & field) === 0) return;
    for (const { patterns, set } of this.#sets)
      for (const index of set.match(text)) {
        const pattern = patterns[index];
        if (pattern !== undefined && (pattern.fields & field) !== 0) found.add(pattern.rule);
      }
  }
}

function setOf(patterns: readonly RulePattern[]): RE2Set {
  const set = new RE2Set();
  for (const { value } of patterns) set.add(value);
  return set;
}
