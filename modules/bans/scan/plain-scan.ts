import { leastSetApart, mostPieces } from '../text/words.ts';
import { classOf, firstLetter, isAstralMark, unit } from './classes.ts';
import type { Hashes } from './hash-index.ts';
import { finish, start, step } from './skeleton.ts';

/** Whether a class is that of a digit, which stands for no letter. */
const isDigit = (kind: number): boolean => kind - firstLetter >= 0x30 && kind - firstLetter <= 0x39;

/** What makes markup of `<` and `&`, when it follows. */
const opensMarkup = /[\p{L}#/!?]/u;

/** Reads texts in one pass, a number at a time, and makes no string of any word. For one text after the other. */
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

  /** False when something in the text means more than it shows: then what was found may lack something. */
  scan(text: string, found: Set<number>): boolean {
    this.#begin(found);
    let hash = start;
    let letters = 0;
    let last = 0;
    for (let index = 0; index < text.length; index++) {
      const kind = classOf(text.charCodeAt(index));
      if (kind >= firstLetter) {
        if (kind !== last) hash = step(hash, kind);
        if (this.#joinedCount > 0) this.#goOn(kind);
        letters += 1;
        last = kind;
        continue;
      }
      if (kind === unit.invisible) continue;
      if (kind === unit.special) return false;
      if (kind === unit.markup && opensMarkup.test(text.charAt(index + 1))) return false;
      if (kind === unit.surrogate) {
        if (!isAstralMark(text.codePointAt(index) ?? 0)) return false;
        index += 1;
      }
      if (letters > 0) this.#endPiece(hash, letters, last);
      if (kind === unit.blank) this.#joinedCount = 0;
      hash = start;
      letters = 0;
      last = 0;
    }
    if (letters > 0) this.#endPiece(hash, letters, last);
    this.#endApart();
    return true;
  }

  #begin(found: Set<number>): void {
    this.#found = found;
    this.#joinedCount = 0;
    this.#apartCount = 0;
  }

  /** A letter of a piece that only marks divide from those before it. */
  #goOn(letter: number): void {
    if (letter !== this.#lastLetter)
      for (let each = 0; each < this.#joinedCount; each++)
        this.#joined[each] = step(this.#joined[each] ?? start, letter);
    this.#lastLetter = letter;
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
