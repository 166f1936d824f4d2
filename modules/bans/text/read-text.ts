import { foldLetter, isBlank, isLetterOrDigit, letterSign, plainForm } from './letters.ts';
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

/** The pieces of a text, by the rules of docs/bans.md. */
export function readText(text: string): Piece[] {
  const pieces: Piece[] = [];
  let open: Character[] = [];
  let follows: Piece['follows'] = 'blank';
  const close = (): void => {
    const [first] = open;
    const last = open.at(-1);
    if (first === undefined || last === undefined) return;
    const letters = open.map(({ character }) => character).join('');
    pieces.push({ letters, characters: open, from: first.from, to: last.to, follows });
    open = [];
    follows = 'marks';
  };
  for (const { character, from, to } of charactersOf(text)) {
    if (isLetterOrDigit(character)) open.push({ character: foldLetter(character), from, to });
    else {
      close();
      if (character === letterSign) {
        open.push({ character, from, to });
        close();
      }
      if (isBlank(character)) follows = 'blank';
    }
  }
  close();
  return pieces;
}

function* charactersOf(text: string): Generator<Character> {
  let at = 0;
  for (const { from, to, readAs } of findMarkup(text)) {
    yield* plainCharacters(text.slice(at, from), at);
    for (const { character } of plainCharacters(readAs, 0)) yield { character, from, to };
    at = to;
  }
  yield* plainCharacters(text.slice(at), at);
}

/** A character and what combines with it. */
const cluster = /\P{M}\p{M}*|\p{M}+/gu;

function* plainCharacters(text: string, offset: number): Generator<Character> {
  for (const match of text.matchAll(cluster)) {
    const from = offset + match.index;
    const to = from + match[0].length;
    for (const character of plainForm(match[0])) yield { character, from, to };
  }
}
