import type { Phrase } from '../phrase/phrase.ts';
import { WordIndex } from '../scan/word-index.ts';

/** A phrase, and the number of the rule that bans it. */
export interface NumberedPhrase {
  readonly phrase: Phrase;
  readonly rule: number;
}

/** A way to read a phrase: its rule, and how many words it has beside its anchor. */
interface Way {
  readonly rule: number;
  readonly others: number;
}

type Word = ReadonlySet<string>;

/**
 * Rules by the words of their phrases. Tells which of them a product may match: those of which it has all words, wherever they
 * stand. First only the anchor of each is looked for, the word that the fewest rules have: most products have none.
 */
export class PhraseIndex {
  readonly #anchors = new WordIndex();
  readonly #others = new WordIndex();
  readonly #ways: Way[] = [];
  /** The ways of the words in `others`, by their numbers there. */
  readonly #wayOf: number[] = [];

  constructor(phrases: readonly NumberedPhrase[]) {
    const usage = new Map<string, number>();
    for (const { phrase } of phrases)
      for (const word of phrase.ways.flat()) usage.set(nameOf(word), (usage.get(nameOf(word)) ?? 0) + 1);
    const used = (word: Word): number => usage.get(nameOf(word)) ?? 0;
    for (const { phrase, rule } of phrases)
      for (const words of phrase.ways)
        this.#add(
          words.toSorted((one, other) => used(one) - used(other)),
          rule,
        );
  }

  /** Adds the rules that a product with these texts may match to those that were found. */
  find(texts: readonly string[], found: Set<number>): void {
    const anchors = this.#seen(this.#anchors, texts);
    if (anchors.size === 0) return;
    const others = new Map<number, number>();
    for (const word of this.#seen(this.#others, texts)) {
      const way = this.#wayOf[word] ?? -1;
      others.set(way, (others.get(way) ?? 0) + 1);
    }
    for (const number of anchors) {
      const way = this.#ways[number];
      if (way !== undefined && (others.get(number) ?? 0) === way.others) found.add(way.rule);
    }
  }

  #add([anchor, ...others]: readonly Word[], rule: number): void {
    const way = this.#ways.push({ rule, others: others.length }) - 1;
    this.#anchors.add(anchor ?? [], way);
    for (const readings of others) this.#others.add(readings, this.#wayOf.push(way) - 1);
  }

  #seen(index: WordIndex, texts: readonly string[]): Set<number> {
    const seen = new Set<number>();
    if (!index.isEmpty) for (const text of texts) index.find(text, seen);
    return seen;
  }
}

/** By its first reading, which all rules with that form have. */
const nameOf = ([first = '']: Word): string => first;
