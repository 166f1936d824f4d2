import { isConnective, isNominal, lemmasOf } from '../../../modules/search-terms/words.ts';
import { spellings } from './equivalents.ts';
import { readLines } from './files.ts';

interface Known {
  readonly spellings: ReadonlySet<string>;
  /** What all forms of a spelling have in common. */
  readonly lemmas: ReadonlySet<string>;
}

let loaded: Known | undefined;

function load(): Known {
  const all = new Set([...spellings(), ...readLines('words.txt').flatMap((line) => line.split(' '))]);
  return { spellings: all, lemmas: new Set(Array.from(all).flatMap((word) => lemmasOf(word))) };
}

const known = (): Known => (loaded ??= load());

/** Words that the dictionary does not have, and that are right: those of the files. */
export const knownSpellings = (): ReadonlySet<string> => known().spellings;

const shortest = 3;

/** Whether it is a form of a word that needs no guess: of a Russian noun, adjective or the like, or of one of the files. */
export const isKnownWord = (word: string): boolean =>
  isNominal(word) ||
  isConnective(word) ||
  (word.length >= shortest &&
    (knownSpellings().has(word) || lemmasOf(word).some((lemma) => known().lemmas.has(lemma))));
