import type { Dictionary } from '../../modules/russian/dictionary.ts';
import { stemRussian } from '../../modules/russian/stem.ts';
import { separator } from '../../modules/russian/word-filters.ts';
import { isVerbal } from '../../modules/russian/verbal.ts';

/** What a dictionary tells here. */
export type Words = Pick<Dictionary, 'size' | 'formsOf' | 'find'>;

/**
 * Rules «form, form => token» for the forms to which the stemmer gives another token. Verbs and participles keep their stems, as
 * nobody shops for them; only where such a stem is the token of another word it is marked.
 */
export function stemmerRules(dictionary: Words): string[] {
  const tokens = tokensOf(dictionary);
  const nominal = new Set(tokens.values());
  const verbalToken = (stem: string): string => (nominal.has(stem) ? `${stem}0` : stem);
  const rules = new Map<string, Set<string>>();
  for (let word = 0; word < dictionary.size; word++)
    for (const form of dictionary.formsOf(word)) {
      const stem = stemRussian(form);
      const its = dictionary.find(form).map((other) => tokens.get(other) ?? verbalToken(stem));
      const token = [...new Set(its)].join(separator);
      if (token !== stem) rules.set(token, (rules.get(token) ?? new Set()).add(form));
    }
  return [...rules].map(([token, forms]) => `${[...forms].join(', ')} => ${token}`);
}

/** A token for each word but verbs and participles: the stem that most of its forms have, when few others have it. */
function tokensOf(dictionary: Words): Map<number, string> {
  const { nominal, verbal } = countStems(dictionary);
  const owners = ownersOf(nominal, verbal);
  const taken = new Set<string>();
  return new Map(
    [...nominal].map(([word, counts]) => {
      const own = [...counts].filter(([stem]) => owners.get(stem)?.word === word);
      const commonest = own.toSorted(([, one], [, other]) => other - one)[0]?.[0];
      return [word, commonest ?? freeToken(dictionary.formsOf(word)[0] ?? '', taken)];
    }),
  );
}

/** How many forms have a stem: of each word, and of all verbs together. */
interface StemCounts {
  readonly nominal: ReadonlyMap<number, ReadonlyMap<string, number>>;
  readonly verbal: ReadonlyMap<string, number>;
}

function countStems(dictionary: Words): StemCounts {
  const nominal = new Map<number, Map<string, number>>();
  const verbal = new Map<string, number>();
  for (let word = 0; word < dictionary.size; word++) {
    const forms = dictionary.formsOf(word);
    const counts = isVerbal(forms) ? verbal : new Map<string, number>();
    for (const stem of forms.map(stemRussian)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
    if (counts !== verbal) nominal.set(word, counts);
  }
  return { nominal, verbal };
}

/** The word that has a stem as its token: the one with most forms of it, if these are more than those of verbs, to need few rules. */
function ownersOf(
  nominal: StemCounts['nominal'],
  verbal: StemCounts['verbal'],
): ReadonlyMap<string, { readonly word: number; readonly forms: number }> {
  const owners = new Map<string, { readonly word: number; readonly forms: number }>();
  for (const [word, counts] of nominal)
    for (const [stem, forms] of counts)
      if (forms > (owners.get(stem)?.forms ?? verbal.get(stem) ?? 0)) owners.set(stem, { word, forms });
  return owners;
}

/** A lemma with a number, which no stem of a Russian word has. */
function freeToken(lemma: string, taken: Set<string>): string {
  let number = 1;
  while (taken.has(lemma + number)) number++;
  taken.add(lemma + number);
  return lemma + number;
}
