import { commonForm, foldLetter, isBlank, isLetterOrDigit, letterSign, plainForm } from './letters.ts';
import { findMarkup } from './markup.ts';

/** One character in the form in which it is compared, and where it stands in the text: `text.slice(from, to)`. */
export interface Character {
  readonly character: string;
  readonly from: number;
  readonly to: number;
}

/** A run of letters and digits, and where it stands. Digits are still what they are: only in a word may they be letters. */
export interface Piece {
  readonly letters: string;
  readonly characters: readonly Character[];
  readonly from: number;
  readonly to: number;
  /** What stands between it and the piece before it: nothing or marks, which may be left out, or a blank, which may not. */
  readonly follows: 'marks' | 'blank';
}

type Take = (character: string, from: number, to: number) => void;

/** The pieces of a text, by the rules of docs/bans.md. */
export function readText(text: string): Piece[] {
  const pieces = new PieceReader();
  const take: Take = (character, from, to) => pieces.add(character, from, to);
  let at = 0;
  for (const { from, to, readAs } of findMarkup(text)) {
    readPlain(text, at, from, take);
    readPlain(readAs, 0, readAs.length, (character) => take(character, from, to));
    at = to;
  }
  readPlain(text, at, text.length, take);
  return pieces.finish();
}

/** Makes pieces of characters that come one after the other. */
class PieceReader {
  readonly #pieces: Piece[] = [];
  #open: Character[] = [];
  #letters = '';
  #follows: Piece['follows'] = 'blank';

  add(character: string, from: number, to: number): void {
    if (isLetterOrDigit(character)) return this.#take(foldLetter(character), from, to);
    this.#close();
    if (character === letterSign) {
      this.#take(character, from, to);
      this.#close();
    }
    if (isBlank(character)) this.#follows = 'blank';
  }

  finish(): Piece[] {
    this.#close();
    return this.#pieces;
  }

  #take(character: string, from: number, to: number): void {
    this.#open.push({ character, from, to });
    this.#letters += character;
  }

  #close(): void {
    const [first] = this.#open;
    const last = this.#open.at(-1);
    if (first === undefined || last === undefined) return;
    const characters = this.#open;
    this.#pieces.push({ letters: this.#letters, characters, from: first.from, to: last.to, follows: this.#follows });
    this.#open = [];
    this.#letters = '';
    this.#follows = 'marks';
  }
}

/** A character and what combines with it. */
const cluster = /\P{M}\p{M}*|\p{M}+/uy;

/** Hands over every character between two places, in the form in which it is compared. */
function readPlain(text: string, from: number, to: number, take: Take): void {
  for (let at = from; at < to;) {
    const common = commonForm(text.charCodeAt(at));
    if (common !== undefined && (at + 1 === to || commonForm(text.charCodeAt(at + 1)) !== undefined)) {
      take(common, at, at + 1);
      at += 1;
      continue;
    }
    cluster.lastIndex = at;
    const next = at + (cluster.exec(text)?.[0].length ?? 1);
    for (const character of plainForm(text.slice(at, next))) take(character, at, next);
    at = next;
  }
}
