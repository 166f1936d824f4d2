import { dictionary, lemmaOf, wordsOf, type Word } from '../russian/words.ts';
import { isVerbal } from '../russian/verbal.ts';
import { remembered } from './remembered.ts';

/** What all forms of a word have in common; several for a form that several words share. Words of other scripts stay. */
export const lemmasOf = remembered((word): readonly string[] => {
  if (!isRussian(word)) return [word];
  const words = wordsOf(word);
  return [...new Set((words.length === 1 ? words : meantOf(words)).map(lemmaOf))];
});

/**
 * Of the words that a form may be those that buyers mean: no verbs («стекло» is glass), and no hours, ghosts or weights where a word
 * has the form that is a plural only («часы», «духи», «весы»).
 */
function meantOf(words: readonly Word[]): readonly Word[] {
  const all = words.map((word) => ({ word, forms: typeof word === 'string' ? [word] : dictionary().formsOf(word) }));
  const nominal = all.filter(({ forms }) => !isVerbal(forms));
  const meant = nominal.filter(
    ({ forms }) => !nominal.some((other) => other.forms !== forms && other.forms.every((form) => forms.includes(form))),
  );
  return (meant.length > 0 ? meant : all).map(({ word }) => word);
}

/** Whether it is a form of a word that the Russian dictionary has. */
export const isRussianWord = (word: string): boolean => dictionary().find(word).length > 0;

/** Whether it is a form of a noun, an adjective or the like: nobody shops for verbs. */
export const isNominal = (word: string): boolean =>
  dictionary()
    .find(word)
    .some((found) => !isVerbal(dictionary().formsOf(found)));

export const isRussian = (word: string): boolean => /^[а-я]+$/.test(word);

/** Words that only say how others belong together. */
const prepositions = new Set('в во на с со для от до из к ко по под о об за у над при без через между'.split(' '));
const conjunctions = new Set(['и', 'или', 'а']);

export const isPreposition = (word: string): boolean => prepositions.has(word);
export const isConnective = (word: string): boolean => prepositions.has(word) || conjunctions.has(word);

/** One spelling for prepositions that have two. */
export const prepositionOf = (word: string): string => (word === 'со' ? 'с' : word);
