import { remember } from './remember.ts';
import type { BanRule } from './rule.ts';
import { stemOf, stemsOf, wordsOf } from './words.ts';

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
  }

  /** Every rule whose phrase stands in the text, once. */
  find(text: string): PhraseMatch[] {
    const spans = wordsOf(text);
    const stems = spans.map(({ start, end }) => this.#stemOf(text.slice(start, end)));
    const found = new Map<BanRule, string>();
    for (const [first, span] of spans.entries()) {
      let step: Step | undefined = this.#root;
      for (let last = first; last < spans.length; last++) {
        const stem = stems[last];
        step = stem === undefined ? undefined : step.next.get(stem);
        if (step === undefined) break;
        for (const rule of step.rules) if (!found.has(rule)) found.set(rule, text.slice(span.start, spans[last]?.end));
      }
    }
    return [...found].map(([rule, matched]) => ({ rule, matched }));
  }
}
