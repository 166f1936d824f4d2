import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { Dictionary } from './dictionary.ts';
import { stemRussian } from './stem.ts';

/** A word: its number in the dictionary, or when it has none what all its forms have in common. */
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
  if (words.length > 0) return words;
  const { prefix, rest } = compound(form);
  return rest.length > 0 ? rest.map((word) => prefix + lemmaOf(word)) : [unknownWord(form)];
}

/** All forms of the words that have this form, as far as they are known. */
export function formsOf(form: string): ReadonlySet<string> {
  const words = dictionary().find(form);
  const { prefix, rest } = words.length > 0 ? { prefix: '', rest: words } : compound(form);
  const forms = rest.flatMap((word) => dictionary().formsOf(word)).map((its) => prefix + its);
  return new Set(forms.length > 0 ? forms : [form]);
}

/** The form under which a dictionary has the word. */
export const lemmaOf = (word: Word): string =>
  typeof word === 'string' ? word : (dictionary().formsOf(word)[0] ?? '');

export function areOfOneWord(one: string, other: string): boolean {
  const words = wordsOf(other);
  return wordsOf(one).some((word) => words.includes(word));
}

const prefixes =
  /^(?:авто|аудио|аэро|био|вело|видео|гидро|евро|кино|макро|макси|мега|микро|мини|мото|мульти|нано|радио|смарт|супер|теле|термо|турбо|ультра|фито|фото|экстра|эко|электро|энерго)(?=.{3})/u;

/** A word that shops put together, which inflects as its last part does: «электрокамин». */
function compound(form: string): { readonly prefix: string; readonly rest: readonly number[] } {
  const prefix = prefixes.exec(form)?.[0] ?? '';
  return { prefix, rest: prefix === '' ? [] : dictionary().find(form.slice(prefix.length)) };
}

/** The stem, without the vowel that is fleeting in most nouns in -ка and -ок. */
const unknownWord = (form: string): string => stemRussian(form).replace(/([^аеиоуыэюя])[ое]к$/u, '$1к');
