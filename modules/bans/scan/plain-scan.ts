import { leastSetApart, mostPieces } from '../text/words.ts';
import { firstLetter, unit } from './classes.ts';
import type { Hashes } from './hash-index.ts';
import type { PlainUnits } from './plain-units.ts';
import { finish, start, step } from './skeleton.ts';

/** Whether a class is that of a digit, which stands for no letter. */
const isDigit = (kind: number): boolean => kind - firstLetter >= 0x30 && kind - firstLetter <= 0x39;

/** Finds the words of plain texts in one pass, and makes no string of any. For one text after the other. */
export class PlainScan {
  readonly #index: Hashes;
  #found: Set<number> = new Set();
  /** Of words that begin with an earlier piece of the chain, the marks between them left out. */
  readonly #joined = new Int32Array(mostPieces - 1);
  #joinedCount = 0;
  /** The last letter of the chain: a word goes on with it. */
  #lastLetter = 0;
  /** Of letters that are set apart. */
  #apart = start;
  #apartCount = 0;
  #lastApart = 0;

  constructor(index: Hashes) {
    this.#index = index;
  }

  scan({ classes, length }: PlainUnits, found: Set<number>): void {
    this.#begin(found);
    for (let index = 0; index <= length; index++) {
      let kind = classes[index] ?? 0;
      if (kind >= firstLetter) {
        const from = index;
        let hash = start;
        let last = 0;
        for (; kind >= firstLetter; kind = classes[++index] ?? 0) {
          if (kind !== last) hash = step(hash, kind);
          last = kind;
        }
        if (this.#joinedCount > 0) this.#goOn(classes, from, index);
        this.#endPiece(hash, index - from, last);
      }
      if (kind === unit.blank) this.#joinedCount = 0;
    }
    this.#endApart();
  }

  #begin(found: Set<number>): void {
    this.#found = found;
    this.#joinedCount = 0;
    this.#apartCount = 0;
  }

  /** The letters of a piece that only marks divide from those before it. */
  #goOn(classes: Uint16Array, from: number, to: number): void {
    for (let index = from; index < to; index++) {
      const letter = classes[index] ?? 0;
      if (letter !== this.#lastLetter)
        for (let each = 0; each < this.#joinedCount; each++)
          this.#joined[each] = step(this.#joined[each] ?? start, letter);
      this.#lastLetter = letter;
    }
  }

  #endPiece(hash: number, letters: number, last: number): void {
    this.#index.find(finish(hash), this.#found);
    for (let each = 0; each < this.#joinedCount; each++)
      this.#index.find(finish(this.#joined[each] ?? start), this.#found);
    if (this.#joinedCount === this.#joined.length) {
      this.#joined.copyWithin(0, 1);
      this.#joinedCount -= 1;
    }
    this.#joined[this.#joinedCount] = hash;
    this.#joinedCount += 1;
    this.#lastLetter = last;
    if (letters === 1 && !isDigit(last)) this.#addApart(last);
    else this.#endApart();
  }

  #addApart(letter: number): void {
    if (this.#apartCount === 0) this.#apart = start;
    if (this.#apartCount === 0 || letter !== this.#lastApart) this.#apart = step(this.#apart, letter);
    this.#lastApart = letter;
    this.#apartCount += 1;
  }

  #endApart(): void {
    if (this.#apartCount >= leastSetApart) this.#index.find(finish(this.#apart), this.#found);
    this.#apartCount = 0;
  }
}
