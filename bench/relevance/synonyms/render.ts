import { printable } from '../../../local/command-line/printable.ts';
import type { Synonyms } from './mine.ts';
import { keyOf } from './other-words.ts';

/**
 * Lines for functions/search/understand/synonyms.txt, each behind a comment that says why. Words that have a line there are given with
 * all of it, to be put in its place.
 */
export const renderSynonyms = (synonyms: readonly Synonyms[], known: readonly (readonly string[])[]): string =>
  synonyms.length === 0
    ? '# Nothing that enough people did.'
    : synonyms.map((each) => `# ${reason(each)}\n${printable(lineOf(each, known))}`).join('\n');

const reason = ({ reformulated, same_products, similarity }: Synonyms): string =>
  [
    ...(reformulated > 0 ? [`${people(reformulated)} searched for the other when the one was no use`] : []),
    ...(same_products > 0 ? [`${people(same_products)} chose the same products, ${similarity.toFixed(2)} alike`] : []),
  ].join('; ');

const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

function lineOf({ words }: Synonyms, known: readonly (readonly string[])[]): string {
  const keys = words.map(keyOf);
  const group = known.find((its) => its.some((spelling) => keys.includes(keyOf(spelling)))) ?? [];
  const ofGroup = new Set(group.map(keyOf));
  return [...group, ...words.filter((_, index) => !ofGroup.has(keys[index] ?? ''))].join(', ');
}
