import type { Piece } from '../text/read-text.ts';
import { readText } from '../text/read-text.ts';
import { otherForms } from './forms.ts';
import { sequencesOf, wordsFrom, type Word } from '../text/words.ts';

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
  const ways = sequencesOf(readText(value), mostWays).map((words) =>
    words.map(({ readings }) => countedAs(readings, match)),
  );
  return { ways, window };
}

const countedAs = (readings: readonly string[], match: PhraseOptions['match']): Set<string> =>
  new Set(match === 'word' ? readings : readings.flatMap((reading) => [reading, ...otherForms(reading)]));

/** Every place of a text where the phrase stands, in order; of two that begin together the longer first. */
export function findPhrase({ ways, window }: Phrase, pieces: readonly Piece[]): Span[] {
  const found: Span[] = [];
  for (let first = 0; first < pieces.length; first++) {
    const ends = new Set(
      ways.flatMap((way) =>
        window === undefined ? inOrder(way, pieces, first) : inAnyOrder(way, window, pieces, first),
      ),
    );
    for (const next of [...ends].toSorted((one, other) => other - one)) found.push(spanOf(pieces, first, next));
  }
  return found;
}

/** Whether the phrase is all that a text says. */
export const isWhole = ({ ways }: Phrase, pieces: readonly Piece[]): boolean =>
  ways.some((way) => inOrder(way, pieces, 0).includes(pieces.length));

const spanOf = (pieces: readonly Piece[], first: number, next: number): Span => ({
  from: pieces[first]?.from ?? 0,
  to: pieces[next - 1]?.to ?? 0,
});

const counts = (word: Word, expected: ReadonlySet<string>): boolean => word.readings.some((each) => expected.has(each));

/** Behind which pieces the words end that begin with a piece. */
function inOrder(way: readonly ReadonlySet<string>[], pieces: readonly Piece[], first: number): number[] {
  let ends = [first];
  for (const expected of way)
    ends = ends.flatMap((at) =>
      at < pieces.length
        ? wordsFrom(pieces, at)
            .filter((word) => counts(word, expected))
            .map(({ next }) => next)
        : [],
    );
  return ends;
}

/** Behind which piece the words end that stand within so many words from a piece on, the first of them there. */
function inAnyOrder(
  way: readonly ReadonlySet<string>[],
  window: number,
  pieces: readonly Piece[],
  first: number,
): number[] {
  const ends: number[] = [];
  const go = (at: number, left: number, missing: readonly ReadonlySet<string>[]): void => {
    if (missing.length > left || at >= pieces.length || ends.length > 0) return;
    for (const word of wordsFrom(pieces, at)) {
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
