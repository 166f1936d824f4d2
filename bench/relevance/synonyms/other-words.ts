import { switchLayout } from '../../../functions/search/layout.ts';
import { phraseKey } from '../../../functions/search/understand/equivalents.ts';
import { russianReadings } from '../../../functions/search/understand/transliterate.ts';
import { mistakeCost, mostCost } from '../../../functions/search/understand/typos.ts';
import { piecesOf } from '../../../modules/search-terms/pieces.ts';
import { isConnective, lemmasOf } from '../../../modules/search-terms/words.ts';

/** More words than these are no name of a thing. */
const mostWords = 3;

/** Words in whatever form they have. */
export const keyOf = (words: string): string => phraseKey(piecesOf(words));

/**
 * The words by which two searches differ, where each says something that the other does not: of «белый телик» and «телевизор белый»
 * they are «телик» and «телевизор». A slip that the search mends by itself is none.
 */
export function otherWords(one: string, other: string): readonly [string, string] | undefined {
  const [ofOne, ofOther] = [wordsOf(one), wordsOf(other)];
  const own = without(ofOne, ofOther);
  const others = without(ofOther, ofOne);
  const isOfSize = [own, others].every((words) => words.length > 0 && words.length <= mostWords);
  if (!isOfSize || isSlip(own.join(' '), others.join(' ')) || isSlip(others.join(' '), own.join(' '))) return undefined;
  return [own.join(' '), others.join(' ')];
}

/** Amounts and models are no words: who wants another one wants another thing. */
const wordsOf = (text: string): string[] =>
  piecesOf(text).flatMap(({ text: word, kind }) => (kind === 'number' || isConnective(word) ? [] : [word]));

function without(words: readonly string[], others: readonly string[]): string[] {
  const lemmas = new Set(others.flatMap(lemmasOf));
  return words.filter((word) => !lemmasOf(word).some((lemma) => lemmas.has(lemma)));
}

const isSlip = (typed: string, meant: string): boolean =>
  mistakeCost(typed, meant) <= mostCost(typed.length) ||
  switchLayout(typed) === meant ||
  russianReadings(typed, (word) => word === meant).length > 0;
