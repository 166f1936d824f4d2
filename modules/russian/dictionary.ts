import { BitSet } from './bit-set.ts';
import { EndingTree } from './endings.ts';
import { characterOf, lastLetter, letterOf } from './letters.ts';
import { hashOf, StemIndex } from './stems.ts';
import { readTable, type Table } from './table.ts';

const noWords: readonly number[] = [];

/** Longer words are in no dictionary. */
const longest = 63;

/**
 * Finds the dictionary words of a form. Wherever a form may be cut in two, its beginning has to be the stem of a word, and the
 * rest an ending of that word's paradigm.
 */
export class Dictionary {
  readonly #table: Table;
  readonly #endings: EndingTree;
  readonly #stems: StemIndex;
  /** Whether paradigm p has ending e, at p * endings + e. */
  readonly #has: BitSet;
  readonly #letters = new Uint8Array(longest);
  readonly #hashes = new Int32Array(longest + 1);
  readonly #found: number[] = [];

  constructor(bytes: Uint8Array) {
    this.#table = readTable(bytes);
    const { endings, paradigms } = this.#table;
    this.#endings = new EndingTree(endings);
    this.#stems = new StemIndex(this.#table);
    this.#has = new BitSet(paradigms.length * endings.length);
    for (const [paradigm, its] of paradigms.entries())
      for (const ending of its) this.#has.add(paradigm * endings.length + ending);
  }

  /** How many words there are; they are numbered from 0. */
  get size(): number {
    return this.#table.paradigmOf.length;
  }

  /** The numbers of all words that have this form, in lower case and with е for ё. */
  find(form: string): readonly number[] {
    const { length } = form;
    if (length > longest || !this.#read(form)) return noWords;
    this.#found.length = 0;
    for (let cut = length, node = 0; ; node = this.#endings.step(node, this.#letters[--cut] ?? 0)) {
      if (cut < length && node === 0) break;
      const ending = this.#endings.endingAt(node);
      if (ending !== -1) this.#findWords(cut, ending);
      if (cut === 0) break;
    }
    return this.#found.length === 0 ? noWords : [...this.#found];
  }

  /** Keeps the letters of a form and the hashes of its beginnings; false when it is no Russian word. */
  #read(form: string): boolean {
    let hash = 0;
    for (let index = 0; index < form.length; index++) {
      const letter = letterOf(form.charCodeAt(index));
      if (letter < 1 || letter > lastLetter) return false;
      this.#letters[index] = letter;
      this.#hashes[index + 1] = hash = hashOf(hash, letter);
    }
    return true;
  }

  /** The words whose stem is this much of the form, and whose paradigm has the ending. */
  #findWords(length: number, ending: number): void {
    const { paradigmOf, endings } = this.#table;
    const first = this.#stems.first(this.#letters, length, this.#hashes[length] ?? 0);
    for (let word = first; word !== -1; word = this.#stems.next(word))
      if (this.#has.has((paradigmOf[word] ?? 0) * endings.length + ending)) this.#found.push(word);
  }

  /** All forms of a word, the lemma first. */
  formsOf(word: number): string[] {
    const { letters, stems, paradigmOf, paradigms, endings } = this.#table;
    const stem = [...letters.subarray(stems[word], stems[word + 1])].map(characterOf).join('');
    return (paradigms[paradigmOf[word] ?? 0] ?? []).map((ending) => stem + (endings[ending] ?? ''));
  }
}
