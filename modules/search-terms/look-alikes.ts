/** Small Cyrillic letters and the Latin ones that look like them in some case. */
const pairs = 'аa вb еe кk мm нh оo рp сc тt уy хx';

const toLatin = new Map(pairs.split(' ').map((pair) => [pair.charAt(0), pair.charAt(1)]));
const toRussian = new Map([...toLatin].map(([russian, latin]) => [latin, russian]));

/** Russian letters that look like one Latin letter and sound like another: «с24» may be s24. */
const sounds = new Map('cs pr xh hn bv'.split(' ').map((pair) => [pair.charAt(0), pair.charAt(1)]));

const replaced = (word: string, letters: ReadonlyMap<string, string>): string =>
  Array.from(word, (letter) => letters.get(letter) ?? letter).join('');

/** A word with Latin letters for the Cyrillic ones that look like them; the others stay. */
export const latinOf = (word: string): string => replaced(word, toLatin);

const spelled: ReadonlyMap<string, string> = new Map(
  Object.entries({
    а: 'a',
    б: 'b',
    в: 'v',
    г: 'g',
    д: 'd',
    е: 'e',
    ж: 'zh',
    з: 'z',
    и: 'i',
    й: 'y',
    к: 'k',
    л: 'l',
    м: 'm',
    н: 'n',
    о: 'o',
    п: 'p',
    р: 'r',
    с: 's',
    т: 't',
    у: 'u',
    ф: 'f',
    х: 'h',
    ц: 'c',
    ч: 'ch',
    ш: 'sh',
  }),
);

/** Russian letters as Latin ones of the same sound: «впр-330» is said of VPR-330. */
export const spelledInLatin = (letters: string): string => replaced(letters, spelled);

/** The letters of a code as somebody may have meant them who typed them by their sounds. */
export const soundAlike = (code: string): string => replaced(code, sounds);

/** The word of the other alphabet that looks the same, when all of its letters do: «HP» and «НР». */
export function lookAlike(word: string): string | undefined {
  const other = /[а-я]/.test(word) ? latinOf(word) : replaced(word, toRussian);
  return /[а-я]/.test(word) === /[а-я]/.test(other) || (/[а-я]/.test(other) && /[a-z]/.test(other)) ? undefined : other;
}
