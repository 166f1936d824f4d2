import { Beginnings } from './beginnings.ts';
import { remember } from './remember.ts';
import type { BanRule } from './rule.ts';
import { nextWord, stemOf, stemsOf, type WordSpan } from './words.ts';

/** A rule that a text matches, and the words of the text that do it. */
export interface PhraseMatch {
  readonly rule: BanRule;
  readonly matched: string;
}

/** What may follow a stem in some rule, and the rules that are complete here. */
interface Step {
  readonly next: Map<string, Step>;
  readonly rules: BanRule[];
}

/** Spellings that are remembered with their stems. */
const maxWords = 50_000;

/**
 * Finds phrases in texts. The phrases form a tree by their stems, so that a text costs its number of words,
 * however many phrases there are.
 */
export class PhraseIndex {
  readonly #root: Step = { next: new Map(), rules: [] };
  /** What the words begin with that begin a phrase. All forms of a word begin with its stem. */
  readonly #beginnings = new Beginnings();
  readonly #vocabulary = new Set<string>();
  /** The stem of a word as it is spelled, or undefined when no phrase has it, which is the usual case. */
  readonly #stemOf = remember(maxWords, (word) => {
    const stem = stemOf(word);
    return this.#vocabulary.has(stem) ? stem : undefined;
  });

  constructor(rules: readonly BanRule[]) {
    for (const rule of rules) {
      let step = this.#root;
      for (const stem of stemsOf(rule.value)) {
        this.#vocabulary.add(stem);
        let next = step.next.get(stem);
        if (next === undefined) step.next.set(stem, (next = { next: new Map(), rules: [] }));
        step = next;
      }
      step.rules.push(rule);
    }
    for (const stem of this.#root.next.keys()) this.#beginnings.add(stem);
  }

  /** Every rule whose phrase stands in the text, once. */
  find(text: string): PhraseMatch[] {
    let word = this.#beginnings.next(text, 0);
    if (word === undefined) return [];
    const found = new Map<BanRule, string>();
    for (; word !== undefined; word = this.#beginnings.next(text, word.end)) this.#findFrom(text, word, found);
    return [...found].map(([rule, matched]) => ({ rule, matched }));
  }

  /** Adds every rule whose phrase begins with this word. */
  #findFrom(text: string, first: WordSpan, found: Map<BanRule, string>): void {
    let step = this.#root;
    for (let word: WordSpan | undefined = first; word !== undefined; word = nextWord(text, word.end)) {
      const { start, end } = word;
      const stem = this.#stemOf(text.slice(start, end));
      const next = stem === undefined ? undefined : step.next.get(stem);
      if (next === undefined) return;
      step = next;
      for (const rule of step.rules) if (!found.has(rule)) found.set(rule, text.slice(first.start, end));
    }
  }
}
