import { foldSign, isLetter } from './letters.ts';
import type { Piece } from './read-text.ts';

/** A word as it may be read: from one piece, from several with the marks between them left out, or from letters set apart. */
export interface Word {
  /** The pieces that it is made of: from `first` to before `next`. */
  readonly first: number;
  readonly next: number;
  /** What its letters may be, in the form in which words are compared; more than one where a letter is repeated. */
  readonly readings: readonly string[];
}

/** Marks that are left out of one word at most, and letters of a word at most: no form of a word is as long. */
export const mostPieces = 8;
const mostLetters = 100;

/** So many letters set apart one by one are a word. */
export const leastSetApart = 3;

/** Every word that begins with a piece, the longest first. */
export function wordsFrom(pieces: readonly Piece[], first: number): Word[] {
  const apart = setApartEnd(pieces, first);
  if (apart !== undefined) return [wordOf(pieces, first, apart), wordOf(pieces, first, first + 1)];
  const words: Word[] = [];
  const end = Math.min(chainEnd(pieces, first), first + mostPieces);
  for (let next = first + 1; next <= end; next++) words.push(wordOf(pieces, first, next));
  return words.toReversed();
}

/** Behind the last piece that only marks divide from this one; letters that are set apart are a word of their own. */
function chainEnd(pieces: readonly Piece[], first: number): number {
  let end = first + 1;
  if (isInsideApart(pieces, first)) return end;
  while (pieces[end]?.follows === 'marks' && setApartEnd(pieces, end) === undefined) end += 1;
  return end;
}

/** A letter by itself, or a digit or sign that may stand for one. */
const isSingle = (piece: Piece | undefined): boolean =>
  piece?.letters.length === 1 && isLetter(foldSign(piece.letters));

/** Behind the last of letters that are set apart, when they begin with this piece and are enough of them. */
export function setApartEnd(pieces: readonly Piece[], first: number): number | undefined {
  if (!isSingle(pieces[first]) || isSingle(pieces[first - 1])) return undefined;
  let end = first + 1;
  while (isSingle(pieces[end])) end += 1;
  const letters = pieces.slice(first, end).filter((piece) => isLetter(piece.letters)).length;
  return letters >= leastSetApart ? end : undefined;
}

/** Whether a piece is one of letters that are set apart, and not the first. */
function isInsideApart(pieces: readonly Piece[], index: number): boolean {
  if (!isSingle(pieces[index]) || !isSingle(pieces[index - 1])) return false;
  let first = index - 1;
  while (isSingle(pieces[first - 1])) first -= 1;
  return setApartEnd(pieces, first) !== undefined;
}

function wordOf(pieces: readonly Piece[], first: number, next: number): Word {
  let letters = pieces[first]?.letters ?? '';
  for (let index = first + 1; index < next; index++) letters += pieces[index]?.letters ?? '';
  return { first, next, readings: letters.length <= mostLetters ? readingsOf(letters) : [] };
}

/** Repeated letters of which each may be one or two: no word has more. */
const mostRepeated = 5;

/** What may make other readings of letters than they are: a sign for a letter, or three of one. */
const ambiguous = /[0346@]|(.)\1\1/u;

/**
 * What letters may be read as: digits and signs as letters, when there is a letter; three and more of one letter as one of it
 * or two.
 */
function readingsOf(letters: string): string[] {
  if (!ambiguous.test(letters) || !isLetter(letters)) return [letters];
  let readings = [''];
  let repeated = 0;
  for (const { letter, count, isRepeated } of runsOf(letters)) {
    const counts = isRepeated && repeated++ < mostRepeated ? [1, 2] : [count];
    readings = readings.flatMap((reading) => counts.map((each) => reading + letter.repeat(each)));
  }
  return readings;
}

interface Run {
  readonly letter: string;
  readonly count: number;
  /** Three or more, and not of digits only: «1000л» is not «100л». */
  readonly isRepeated: boolean;
}

function runsOf(letters: string): Run[] {
  const runs: { letter: string; count: number; hasLetter: boolean }[] = [];
  for (const character of letters) {
    const letter = foldSign(character);
    const last = runs.at(-1);
    if (last?.letter === letter) {
      last.count += 1;
      last.hasLetter ||= isLetter(character);
    } else runs.push({ letter, count: 1, hasLetter: isLetter(character) });
  }
  return runs.map(({ letter, count, hasLetter }) => ({ letter, count, isRepeated: count >= 3 && hasLetter }));
}

/** Every way to read all pieces as words, one behind the other; the longest words first, so many ways at most. */
export function sequencesOf(pieces: readonly Piece[], most: number): Word[][] {
  const found: Word[][] = [];
  const go = (at: number, words: readonly Word[]): void => {
    if (found.length >= most) return;
    if (at >= pieces.length) found.push([...words]);
    else for (const word of wordsFrom(pieces, at)) go(word.next, [...words, word]);
  };
  go(0, []);
  return found;
}
