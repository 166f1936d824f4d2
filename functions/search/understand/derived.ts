import { isNominal, lemmasOf } from '../../../modules/search-terms/words.ts';

const adjective = /(?:ич|он|ель|ян|я)?(?:н|ск|ов|ев)(?:ый|ий|ой)$/;
const adjectiveEndings = [
  'ный',
  'ной',
  'овый',
  'евый',
  'ский',
  'ический',
  'онный',
  'ельный',
  'янный',
  'яный',
  'яной',
  'аный',
];
const nounEndings = ['', 'а', 'о', 'ь', 'я', 'е', 'ия', 'ие'];

const shortestRoot = 3;

/** Adjectives of a noun and nouns of an adjective: a «шлем для велосипеда» is a «велосипедный шлем». Of words in their first form. */
export const derivedFrom = (lemmas: readonly string[]): string[] =>
  lemmas.flatMap((lemma) => {
    const root = lemma.replace(adjective, '');
    const [stem, endings] = root === lemma ? [lemma.replace(/[аоеьяий]+$/, ''), adjectiveEndings] : [root, nounEndings];
    if (stem.length < shortestRoot) return [];
    return endings.map((ending) => stem + ending).filter((word) => isNominal(word) && lemmasOf(word).includes(word));
  });
