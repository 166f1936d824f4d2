import { waysToRead, type PhraseOptions } from '../phrase/phrase.ts';
import { HashIndex, type Hashes } from '../scan/hash-index.ts';
import type { PlainUnits } from '../scan/plain-units.ts';
import { WordReader } from '../scan/word-reader.ts';
import type { Readings } from '../text/reading.ts';
import { RuleWords, type RuleWord } from './rule-words.ts';

/** A phrase that a rule bans. */
export interface RulePhrase {
  readonly rule: number;
  readonly value: string;
  readonly match: PhraseOptions['match'];
  /** Where it is looked for, a bit for each field. */
  readonly fields: number;
}

/** A way to read a phrase: what it has beside its anchor. */
interface Way {
  readonly rule: number;
  readonly fields: number;
  readonly others: readonly RuleWord[];
}

/**
 * Rules by the words of their phrases. Tells which of them a text may match: those of which it has all words, wherever they
 * stand. First only the anchor of each is looked for, the word that the fewest rules have: most texts have none. What counts as
 * the other words is computed when a text has the anchor.
 */
export class PhraseIndex {
  readonly #words = new RuleWords();
  readonly #anchors = new HashIndex();
  /** The ways of each anchor. */
  readonly #ways: Way[][] = [];
  #fields = 0;
  readonly #anchorReader: WordReader;
  readonly #wordReader: WordReader;
  /** Empty between texts. */
  readonly #seen = new Set<number>();

  constructor(units: PlainUnits) {
    this.#anchorReader = new WordReader(this.#anchors, units);
    this.#wordReader = new WordReader(everyHash, units);
  }

  /** Adds many at once: which words are rare is told by all of them. */
  add(phrases: readonly RulePhrase[]): void {
    const read = phrases.map((phrase) => ({
      phrase,
      ways: waysToRead(phrase.value).map((way) => way.map((readings) => this.#words.of(readings, phrase.match))),
    }));
    for (const { ways } of read) for (const word of new Set(ways.flat())) word.usage += 1;
    for (const { phrase, ways } of read) for (const words of ways) this.#addWay(phrase, words);
  }

  /** Adds the rules that a text of a field may match to those that were found. */
  find(text: string, field: number, readings: Readings, found: Set<number>): void {
    if ((this.#fields & field) === 0) return;
    this.#anchorReader.read(text, this.#seen, readings);
    if (this.#seen.size === 0) return;
    const words = new TextWords(() => this.#everyWord(text, readings));
    for (const anchor of this.#seen)
      for (const { rule, fields, others } of this.#ways[anchor] ?? [])
        if ((fields & field) !== 0 && others.every((word) => words.has(word))) found.add(rule);
    this.#seen.clear();
  }

  #addWay({ rule, fields }: RulePhrase, words: readonly RuleWord[]): void {
    const anchor = words.reduce((one, other) => (other.isRarerThan(one) ? other : one));
    const others = words.filter((word) => word !== anchor);
    this.#waysOf(anchor).push({ rule, fields, others });
    this.#fields |= fields;
  }

  #waysOf(word: RuleWord): Way[] {
    if (word.anchor === undefined) {
      word.anchor = this.#ways.push([]) - 1;
      for (const hash of word.hashes()) this.#anchors.add(hash, word.anchor);
    }
    return this.#ways[word.anchor] ?? [];
  }

  #everyWord(text: string, readings: Readings): Set<number> {
    const hashes = new Set<number>();
    this.#wordReader.read(text, hashes, readings);
    return hashes;
  }
}

const everyHash: Hashes = { find: (hash, found) => found.add(hash) };

/** Tells which words a text has. */
class TextWords {
  readonly #read: () => ReadonlySet<number>;
  #hashes: ReadonlySet<number> | undefined;
  readonly #known = new Map<RuleWord, boolean>();

  constructor(read: () => ReadonlySet<number>) {
    this.#read = read;
  }

  has(word: RuleWord): boolean {
    let has = this.#known.get(word);
    if (has === undefined) {
      const hashes = (this.#hashes ??= this.#read());
      this.#known.set(word, (has = word.keptHashes().some((hash) => hashes.has(hash))));
    }
    return has;
  }
}
