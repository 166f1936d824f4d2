import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { Dictionary } from './dictionary.ts';
import { stemRussian } from './stem.ts';

/** A word: its number in the dictionary, or a stem when the dictionary does not have it. */
export type Word = number | string;

let loaded: Dictionary | undefined;

/**
 * The dictionary, read once from words.bin beside this module: at the first question, because few who import this ask one.
 * A function's package holds the file beside its bundle (filesOfModules in cdk/packaging/bundle.ts).
 */
export const dictionary = (): Dictionary =>
  (loaded ??= new Dictionary(brotliDecompressSync(readFileSync(new URL('words.bin', import.meta.url)))));

/** The words that have this form, in lower case and with е for ё: «банка» is a form of «банка» and of «банк». */
export function wordsOf(form: string): readonly Word[] {
  const words = dictionary().find(form);
  return words.length > 0 ? words : [unknownWord(form)];
}

/** All forms of the words that have this form. */
export function formsOf(form: string): ReadonlySet<string> {
  const words = dictionary().find(form);
  return new Set(words.length > 0 ? words.flatMap((word) => dictionary().formsOf(word)) : [form]);
}

/** The form under which a dictionary has the word. */
export const lemmaOf = (word: Word): string =>
  typeof word === 'string' ? word : (dictionary().formsOf(word)[0] ?? '');

export function areOfOneWord(one: string, other: string): boolean {
  const words = wordsOf(other);
  return wordsOf(one).some((word) => words.includes(word));
}

/** The stem, without the vowel that is fleeting in most nouns in -ка and -ок. */
const unknownWord = (form: string): string => stemRussian(form).replace(/([^аеиоуыэюя])[ое]к$/u, '$1к');
