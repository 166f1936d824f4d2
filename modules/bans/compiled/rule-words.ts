import { isInDictionary } from '../phrase/forms.ts';
import { countedAs, type PhraseOptions } from '../phrase/phrase.ts';
import { skeletonOf } from '../scan/skeleton.ts';

type Match = PhraseOptions['match'];

/** A word of rules, shared by all that have it. */
export class RuleWord {
  /** How many phrases have it. */
  usage = 0;
  /** Its number among the anchors of phrases. */
  anchor: number | undefined;
  readonly #letters: string;
  readonly #match: Match;
  #hashes: readonly number[] | undefined;

  constructor(letters: string, match: Match) {
    this.#letters = letters;
    this.#match = match;
  }

  /** Whether fewer texts have it than another, as far as can be told: few rules, no dictionary, many letters. */
  isRarerThan(other: RuleWord): boolean {
    if (this.usage !== other.usage) return this.usage < other.usage;
    const isKnown = isInDictionary(this.#letters);
    if (isKnown !== isInDictionary(other.#letters)) return !isKnown;
    return this.#letters.length > other.#letters.length;
  }

  /** The hashes of all that counts as it, each once; see skeletonOf. */
  hashes(): number[] {
    return [...new Set(countedAs(this.#letters.split(divider), this.#match).map((form) => skeletonOf(form)))];
  }

  /** The same, kept for the next time. */
  keptHashes(): readonly number[] {
    return (this.#hashes ??= this.hashes());
  }
}

/** What no word has. */
const divider = ' ';

/** The words of a list's rules. */
export class RuleWords {
  readonly #words = { word: new Map<string, RuleWord>(), stem: new Map<string, RuleWord>() };

  /** The word with these readings. */
  of(readings: readonly string[], match: Match): RuleWord {
    const letters = readings.join(divider);
    const words = this.#words[match];
    let word = words.get(letters);
    if (word === undefined) words.set(letters, (word = new RuleWord(letters, match)));
    return word;
  }
}
