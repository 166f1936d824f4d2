import { readText, type Piece } from '../text/read-text.ts';
import type { Reading } from '../text/reading.ts';
import { sequencesOf, type Word } from '../text/words.ts';
import { otherForms } from './forms.ts';

/** A phrase made ready: each way to read it is a list of words, and each word the readings that count as it. */
export interface Phrase {
  readonly ways: readonly (readonly ReadonlySet<string>[])[];
  /** Within so many successive words, in any order; without it side by side, in this order. */
  readonly window: number | undefined;
}

/** Where a match stands: `text.slice(from, to)`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Ways to read a phrase that are compared; only marks inside its words make more than one. */
const mostWays = 16;

export interface PhraseOptions {
  /** How its words are compared with those of a text. */
  readonly match: 'word' | 'stem';
  readonly window?: number | undefined;
}

export function compilePhrase(value: string, { match, window }: PhraseOptions): Phrase {
  const ways = waysToRead(value).map((words) => words.map((readings) => new Set(countedAs(readings, match))));
  return { ways, window };
}

/** Each way to read a phrase: its words, and of each what its own letters may be. */
export const waysToRead = (value: string): (readonly string[])[][] =>
  sequencesOf(readText(value), mostWays).map((words) => words.map(({ readings }) => readings));

/** What counts as a word of a phrase, some of it more than once. */
export const countedAs = (readings: readonly string[], match: PhraseOptions['match']): readonly string[] =>
  match === 'word' ? readings : readings.flatMap((reading) => [reading, ...otherForms(reading)]);

/** Every place of a text where the phrase stands, in order; of two that begin together the longer first. */
export function* findPhrase({ ways, window }: Phrase, reading: Reading): Generator<Span> {
  for (let first = 0; first < reading.pieces.length; first++) {
    const begun = ways.filter((way) => mayBegin(way, window, reading.wordsFrom(first)));
    if (begun.length === 0) continue;
    const ends = new Set(
      begun.flatMap((way) =>
        window === undefined ? inOrder(way, reading, first) : inAnyOrder(way, window, reading, first),
      ),
    );
    for (const next of [...ends].toSorted((one, other) => other - one)) yield spanOf(reading.pieces, first, next);
  }
}

/** Whether one of these words may be the first of a phrase. */
function mayBegin(way: readonly ReadonlySet<string>[], window: number | undefined, words: readonly Word[]): boolean {
  const firsts = window === undefined ? 1 : way.length;
  for (let index = 0; index < firsts; index++) {
    const expected = way[index];
    if (expected !== undefined && words.some((word) => counts(word, expected))) return true;
  }
  return false;
}

/** Whether the phrase is all that a text says. */
export const isWhole = ({ ways }: Phrase, reading: Reading): boolean =>
  ways.some((way) => inOrder(way, reading, 0).includes(reading.pieces.length));

const spanOf = (pieces: readonly Piece[], first: number, next: number): Span => ({
  from: pieces[first]?.from ?? 0,
  to: pieces[next - 1]?.to ?? 0,
});

const counts = (word: Word, expected: ReadonlySet<string>): boolean => word.readings.some((each) => expected.has(each));

/** Behind which pieces the words end that begin with a piece. */
function inOrder(way: readonly ReadonlySet<string>[], reading: Reading, first: number): number[] {
  let ends = [first];
  for (const expected of way)
    ends = ends.flatMap((at) =>
      at < reading.pieces.length
        ? reading
            .wordsFrom(at)
            .filter((word) => counts(word, expected))
            .map(({ next }) => next)
        : [],
    );
  return ends;
}

/** Behind which piece the words end that stand within so many words from a piece on, the first of them there. */
function inAnyOrder(way: readonly ReadonlySet<string>[], window: number, reading: Reading, first: number): number[] {
  const ends: number[] = [];
  const go = (at: number, left: number, missing: readonly ReadonlySet<string>[]): void => {
    if (missing.length > left || at >= reading.pieces.length || ends.length > 0) return;
    for (const word of reading.wordsFrom(at)) {
      const hit = missing.findIndex((expected) => counts(word, expected));
      if (hit === -1 && word.next > at + 1) continue;
      if (hit === -1 && at === first) continue;
      const rest = hit === -1 ? missing : missing.filter((_, index) => index !== hit);
      if (rest.length === 0) ends.push(word.next);
      else go(word.next, left - 1, rest);
    }
  };
  go(first, window, way);
  return ends;
}
