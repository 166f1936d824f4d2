import { foldSign, isLetter } from '../text/letters.ts';
import { readText, type Character, type Piece } from '../text/read-text.ts';
import { setApartEnd } from '../text/words.ts';
import type { Span } from './phrase.ts';

/** Letters that are looked for wherever they follow each other: once with digits as they are, once as letters. */
export interface Substring {
  readonly plain: RegExp;
  readonly folded: RegExp;
}

export function compileSubstring(value: string): Substring {
  const letters = charactersIn(readText(value), false);
  return { plain: patternOf(textOf(letters)), folded: patternOf(textOf(withSignsFolded(letters))) };
}

/** Every place of a text where the letters stand, in order. */
export function findSubstring({ plain, folded }: Substring, pieces: readonly Piece[]): Span[] {
  const spans = [false, true].flatMap((isJoined) => {
    const letters = charactersIn(pieces, isJoined);
    return [...placesOf(plain, letters), ...placesOf(folded, withSignsFolded(letters))];
  });
  return spans.toSorted((one, other) => one.from - other.from || one.to - other.to);
}

/** The letters of a text with a blank where there are blanks; marks are left out, and, when asked for, what sets letters apart. */
function charactersIn(pieces: readonly Piece[], isJoined: boolean): Character[] {
  const letters: Character[] = [];
  let joinedFrom = 0;
  let joinedTo = 0;
  for (const [index, piece] of pieces.entries()) {
    const apart = isJoined ? setApartEnd(pieces, index) : undefined;
    if (apart !== undefined) [joinedFrom, joinedTo] = [index, apart];
    const isApart = index < joinedTo && index !== joinedFrom;
    const previous = pieces[index - 1];
    if (previous !== undefined && piece.follows === 'blank' && !isApart)
      letters.push({ character: ' ', from: previous.to, to: piece.from });
    letters.push(...piece.characters);
  }
  return letters;
}

/** Digits and signs as the letters they may stand for, in words that hold a letter. */
function withSignsFolded(letters: readonly Character[]): Character[] {
  const words: { readonly characters: Character[]; hasLetter: boolean }[] = [{ characters: [], hasLetter: false }];
  for (const each of letters) {
    if (each.character === ' ') words.push({ characters: [], hasLetter: false });
    const word = words.at(-1);
    word?.characters.push(each);
    if (word !== undefined && isLetter(each.character)) word.hasLetter = true;
  }
  return words.flatMap(({ characters, hasLetter }) =>
    hasLetter ? characters.map((each) => ({ ...each, character: foldSign(each.character) })) : characters,
  );
}

/** The letters of a text in one string, a blank where there are blanks; see findSubstring. */
export const lettersOf = (pieces: readonly Piece[], isJoined: boolean): string =>
  textOf(charactersIn(pieces, isJoined));

const textOf = (letters: readonly Character[]): string => letters.map(({ character }) => character).join('');

/** Three and more of one letter stand for one of it or two; at the ends of the value more of it may stand beside. */
function patternOf(value: string): RegExp {
  const runs = value.match(/(.)\1*/gsu) ?? [];
  const parts = runs.map((run, index) => {
    const letter = String.fromCodePoint(run.codePointAt(0) ?? 0);
    const count = Array.from(run).length;
    if (!isLetter(run)) return `(?:${letter}){${count}}`;
    const isEnd = index === 0 || index === runs.length - 1;
    if (count >= 3) return isEnd ? letter : `(?:${letter})+`;
    return isEnd ? `(?:${letter}){${count}}` : `(?:(?:${letter}){3,}|(?:${letter}){${count}})`;
  });
  return new RegExp(parts.join(''), 'gu');
}

function placesOf(pattern: RegExp, letters: readonly Character[]): Span[] {
  const owners = letters.flatMap((each) => Array<Character>(each.character.length).fill(each));
  return Array.from(textOf(letters).matchAll(pattern), (match) => ({
    from: owners[match.index]?.from ?? 0,
    to: owners[match.index + match[0].length - 1]?.to ?? 0,
  }));
}
