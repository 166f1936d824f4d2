import { declensionsOf } from './declension.ts';
import type { Entry } from './hunspell.ts';
import { irregular, plurals } from './irregular.ts';
import { regularGenitive, regularPlural } from './plural.ts';

/** A dictionary word with all its inflected forms, the lemma among them. */
export interface Word {
  readonly lemma: string;
  readonly noun: boolean;
  readonly forms: ReadonlySet<string>;
}

interface Draft extends Word {
  readonly forms: Set<string>;
}

/** Entries by spelling: several may share one. */
type Pieces = ReadonlyMap<string, readonly Entry[]>;

const partOfSpeech = ({ classes }: Entry): 'verb' | 'adjective' | 'noun' =>
  /[BDLMPQRTUVWY]/u.test(classes) ? 'verb' : /[ASZ]/u.test(classes) ? 'adjective' : 'noun';

/**
 * May this entry be a piece of another entry's noun? The dictionary lists irregular forms by themselves: plurals («гнезда/O»),
 * instrumentals («сдачей/H»), and single forms without a class («ведер», «льда»).
 */
const isPiece = ({ word, classes }: Entry): boolean =>
  classes === '' || (classes === 'O' && /[иыая]$/u.test(word)) || (classes === 'H' && /[ео]й$/u.test(word));

/** The words of the dictionary: entries of one noun joined, plurals that it leaves out added. */
export function wordsOf(entries: readonly Entry[]): Word[] {
  const drafts = draftsOf(entries.filter((entry) => !isPiece(entry)));
  const pieces = Map.groupBy(entries.filter(isPiece), ({ word }) => word);
  const joined = new Set(drafts.filter(({ noun }) => noun).flatMap((noun) => join(noun, pieces)));
  const nouns = nounsOfPieces(pieces, joined);
  const known = new Set([...drafts, ...nouns].flatMap(({ forms }) => [...forms]));
  const loose = [...pieces.values()].flat().filter(({ word }) => !known.has(word));
  return [...withPlurals(withIrregular([...drafts, ...nouns, ...draftsOf(loose)])), ...plurals.map(nounOf)];
}

/** Entries of one spelling and part of speech are one word: «небо» and «нёбо» cannot be told apart by their letters. */
function draftsOf(entries: readonly Entry[]): Draft[] {
  const drafts = new Map<string, Draft>();
  for (const entry of entries) {
    const part = partOfSpeech(entry);
    const draft = drafts.get(`${entry.word} ${part}`) ?? { lemma: entry.word, noun: part === 'noun', forms: new Set() };
    for (const form of entry.forms) draft.forms.add(form);
    drafts.set(`${entry.word} ${part}`, draft);
  }
  return [...drafts.values()];
}

/** Which pieces a declension of this noun would make. */
function piecesOf({ lemma, forms }: Draft, pieces: Pieces): string[] {
  const declined = declensionsOf(lemma, (form) => forms.has(form) || pieces.has(form));
  return [...declined].filter((form) => form !== lemma && pieces.has(form));
}

/** Adds to a noun the pieces that belong to it, and says which these are. */
function join(noun: Draft, pieces: Pieces): string[] {
  const own = piecesOf(noun, pieces);
  for (const { forms } of own.flatMap((piece) => pieces.get(piece) ?? []))
    for (const form of forms) noun.forms.add(form);
  return own;
}

/** As many pieces as make a noun of a form without a class: fewer may look like its forms by chance. */
const fewestPieces = 3;
const shortestLemma = 3;

/** Nouns all of whose forms stand by themselves, the fullest first, made of what no other noun has taken. */
function nounsOfPieces(pieces: Pieces, taken: ReadonlySet<string>): Draft[] {
  const left = new Map([...pieces].filter(([word]) => !taken.has(word)));
  const isNoun = (draft: Draft): boolean =>
    draft.lemma.length >= shortestLemma && piecesOf(draft, left).length >= (draft.forms.size > 1 ? 1 : fewestPieces);
  /** «ручей» before «ручье»: few nominatives end so, and many other cases. */
  const rank = (draft: Draft): number => piecesOf(draft, left).length - (/[еиу]$/u.test(draft.lemma) ? 100 : 0);
  const candidates = draftsOf([...pieces.values()].flat())
    .filter(isNoun)
    .toSorted((one, other) => rank(other) - rank(one));
  return candidates.filter((draft) => {
    if (!isNoun(draft)) return false;
    for (const piece of [...join(draft, left), draft.lemma]) left.delete(piece);
    return true;
  });
}

const nounOf = ({ lemma, forms }: { readonly lemma: string; readonly forms: readonly string[] }): Draft => ({
  lemma,
  noun: true,
  forms: new Set(forms),
});

/** What these nouns take in is no word of its own any more: «люди» beside «человек». */
function withIrregular(words: readonly Draft[]): Draft[] {
  const nouns = new Map(words.filter(({ noun }) => noun).map((word) => [word.lemma, word]));
  for (const { lemma, forms } of irregular) {
    const noun = nouns.get(lemma) ?? nounOf({ lemma, forms: [] });
    for (const form of forms) {
      noun.forms.add(form);
      if ([...(nouns.get(form)?.forms ?? [])].every((its) => forms.includes(its))) nouns.delete(form);
    }
    nouns.set(lemma, noun);
  }
  return [...words.filter(({ noun }) => !noun), ...nouns.values()];
}

const isPlural = (form: string): boolean => /[ая]х$/u.test(form);

/**
 * Plurals that are made up here must not make another word ambiguous: only forms that no word has, and genitives that no other noun
 * has: «свет» is none of «Света».
 */
function withPlurals(words: readonly Draft[]): Draft[] {
  const known = new Set(words.flatMap(({ forms }) => [...forms]));
  const nouns = words.filter(({ noun }) => noun);
  const ofNouns = new Set(nouns.flatMap(({ forms }) => [...forms]));
  for (const { lemma, forms } of nouns) {
    if (![...forms].some(isPlural))
      for (const form of regularPlural(lemma, forms)) if (!known.has(form)) forms.add(form);
    for (const form of regularGenitive(lemma, forms)) if (!ofNouns.has(form)) forms.add(form);
  }
  return [...words];
}
