import { isConnective, lemmasOf } from '../../../modules/search-terms/words.ts';
import { readLines } from './files.ts';
import { piecesOf } from '../../../modules/search-terms/pieces.ts';

/** What a word or words are as good as. */
export interface Equivalent {
  /** Terms that a product must all have. */
  readonly terms: readonly string[];
  readonly kind: 'brand' | 'synonym';
}

/** One line of the files beside this module: spellings that mean the same. */
interface Group {
  readonly spellings: readonly string[];
  readonly kind: Equivalent['kind'];
}

const groups = (): Group[] => [
  ...readLines('brands.txt').map((line): Group => ({ spellings: line.split(/[:,] ?/), kind: 'brand' })),
  ...readLines('synonyms.txt').map((line): Group => ({ spellings: line.split(', '), kind: 'synonym' })),
];

/** Brands are one term however they are written: «oral b» is oralb. Of other words each is a term. */
const written = (spelling: string): string =>
  piecesOf(spelling)
    .map(({ text }) => text)
    .join('');

/** The keys of a spelling: how it is written in one, and a single word in all its forms. */
const keysOf = (spelling: string): string[] => {
  const pieces = piecesOf(spelling);
  return [written(spelling), ...(pieces.length === 1 ? lemmasOf(pieces[0]?.text ?? '') : [phraseKey(pieces)])];
};

/** The key of several words, whatever forms they have. */
export const phraseKey = (pieces: readonly { readonly text: string }[]): string =>
  pieces.map(({ text }) => lemmasOf(text)[0]).join(' ');

const termsOf = (spelling: string, kind: Equivalent['kind']): string[][] => {
  const words = piecesOf(spelling).map(({ text }) => text);
  if (words.length > 1 && kind === 'synonym')
    return [words.filter((word) => !isConnective(word)).map((word) => lemmasOf(word)[0] ?? word)];
  return (words.length === 1 ? lemmasOf(words[0] ?? '') : [written(spelling)]).map((term) => [term]);
};

let loaded: ReadonlyMap<string, readonly Equivalent[]> | undefined;

function load(): ReadonlyMap<string, readonly Equivalent[]> {
  const found = new Map<string, Equivalent[]>();
  for (const { spellings, kind } of groups())
    for (const key of new Set(spellings.flatMap(keysOf))) {
      const others = spellings.filter((spelling) => !keysOf(spelling).includes(key));
      const its = others.flatMap((spelling) => termsOf(spelling, kind)).map((terms) => ({ terms, kind }));
      found.set(key, [...(found.get(key) ?? []), ...its]);
    }
  return found;
}

const table = (): ReadonlyMap<string, readonly Equivalent[]> => (loaded ??= load());

/** What a word, words written in one, or a phrase's key is as good as. */
export const equivalentsOf = (key: string): readonly Equivalent[] => table().get(key) ?? [];

/** Every spelling of the files, as it is written in one. */
export const spellings = (): string[] => groups().flatMap((group) => group.spellings.map(written));
