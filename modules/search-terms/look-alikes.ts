/** Small Cyrillic letters and the Latin ones that look like them in some case. */
const pairs = 'аa вb еe кk мm нh оo рp сc тt уy хx';

const toLatin = new Map(pairs.split(' ').map((pair) => [pair.charAt(0), pair.charAt(1)]));
const toRussian = new Map([...toLatin].map(([russian, latin]) => [latin, russian]));

const replaced = (word: string, letters: ReadonlyMap<string, string>): string =>
  Array.from(word, (letter) => letters.get(letter) ?? letter).join('');

/** A word with Latin letters for the Cyrillic ones that look like them; the others stay. */
export const latinOf = (word: string): string => replaced(word, toLatin);

/** The word of the other alphabet that looks the same, when all of its letters do: «HP» and «НР». */
export function lookAlike(word: string): string | undefined {
  const other = /[а-я]/.test(word) ? latinOf(word) : replaced(word, toRussian);
  return /[а-я]/.test(word) === /[а-я]/.test(other) || (/[а-я]/.test(other) && /[a-z]/.test(other)) ? undefined : other;
}
