import { isLetter } from '../text/letters.ts';
import { Reading } from '../text/reading.ts';
import type { RunningLetters } from '../text/running-letters.ts';
import type { Span } from './phrase.ts';

/** Letters that are looked for wherever they follow each other: once with digits as they are, once as letters. */
export interface Substring {
  readonly plain: RegExp;
  readonly folded: RegExp;
}

export function compileSubstring(value: string): Substring {
  const reading = new Reading(value);
  const patternIn = (isFolded: boolean): RegExp => patternOf(reading.letters({ isJoined: false, isFolded }).letters);
  return { plain: patternIn(false), folded: patternIn(true) };
}

/** Every place of a text where the letters stand, in order. */
export function findSubstring({ plain, folded }: Substring, reading: Reading): Span[] {
  const spans = [false, true].flatMap((isJoined) => [
    ...placesOf(plain, reading.letters({ isJoined, isFolded: false })),
    ...placesOf(folded, reading.letters({ isJoined, isFolded: true })),
  ]);
  return spans.toSorted((one, other) => one.from - other.from || one.to - other.to);
}

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

const placesOf = (pattern: RegExp, { letters, owners }: RunningLetters): Span[] =>
  Array.from(letters.matchAll(pattern), (match) => ({
    from: owners[match.index]?.from ?? 0,
    to: owners[match.index + match[0].length - 1]?.to ?? 0,
  }));
