import { stemRussian } from '../../russian/stem.ts';
import { formsOf, wordsOf } from '../../russian/words.ts';

const russian = /^[а-я]+$/u;

/** Endings of Russian nouns and adjectives: number, case and gender. */
const endings = (
  ',а,я,у,ю,ом,ем,ой,ей,ою,ею,е,и,ы,ь,ью,о,ов,ев,ам,ям,ами,ями,ах,ях,' +
  'ый,ий,ая,яя,ое,ее,ые,ие,ого,его,ому,ему,ым,им,ую,юю,ых,их,ыми,ими'
).split(',');

/**
 * What counts as a word of a rule beside the form that the rule has: the other forms of the dictionary's words that have
 * it, or, of a word that no dictionary has, its stem with every ending that leaves that stem.
 */
export function otherForms(form: string): readonly string[] {
  if (!russian.test(form)) return [];
  const known = formsOf(form);
  if (known.size > 1 || isInDictionary(form)) return [...known];
  const stem = stemRussian(form);
  return endings.map((ending) => stem + ending).filter((guessed) => stemRussian(guessed) === stem);
}

export const isInDictionary = (form: string): boolean => wordsOf(form).some((word) => typeof word === 'number');
