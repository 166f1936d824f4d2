/** Letters that look the same in some case, whatever their script; the first of each group stands for all of it. */
const lookAlikes = [
  'аaα',
  'вbβ',
  'сcϲ',
  'еeε',
  'нhη',
  'кkκ',
  'мmμ',
  'оoοօ',
  'рpρ',
  'тtτ',
  'хxχ',
  'уyυ',
  'iіι',
  'sѕ',
  'jј',
  'zζ',
  'nν',
];

const standsFor = new Map(
  lookAlikes.flatMap((group) => Array.from(group, (letter) => [letter, group.charAt(0)] as const)),
);

/** The letter that stands for all that look like it. Of a lower-case letter. */
export const foldLetter = (letter: string): string => standsFor.get(letter) ?? letter;

/** The sign that stands for a letter inside a word, and is none by itself. */
export const letterSign = '@';

const writtenFor = new Map([
  ['0', 'о'],
  ['3', 'з'],
  ['4', 'ч'],
  ['6', 'б'],
  [letterSign, 'а'],
]);

/** What a digit or a sign stands for inside a word that holds a letter. */
export const foldSign = (sign: string): string => writtenFor.get(sign) ?? sign;

const letter = /\p{L}/u;
const letterOrDigit = /[\p{L}\p{N}]/u;
/** Not seen, though some of them count as letters: Hangul fillers, and what only marks or joins other characters. */
const invisible = /[\p{M}\p{Cf}\u115F\u1160\u3164]/gu;
const blank = /[\s\u2800]/u;

export const isLetter = (character: string): boolean => letter.test(character);
export const isLetterOrDigit = (character: string): boolean => letterOrDigit.test(character);
export const isBlank = (character: string): boolean => blank.test(character);

/** Signs that compatibility would make letters of, though nobody reads them as part of the word before. */
const tradeMarks = new Set('™℠');

const normalised = (cluster: string): string =>
  tradeMarks.has(cluster)
    ? cluster
    : cluster
        .toLowerCase()
        .normalize('NFKD')
        .toLowerCase()
        .replaceAll(/и\u0306/g, 'й')
        .replaceAll(invisible, '');

const common = ' .,:;!?()«»"-–—/0123456789abcdefghijklmnopqrstuvwxyzабвгдеёжзийклмнопрстуфхцчшщъыьэюя';
/** Of what nearly all texts are made of, told once. */
const commonForms = new Map(
  Array.from(common + common.toUpperCase(), (character) => [character, normalised(character)] as const),
);

/**
 * A character with its combining marks in the form in which it is compared: compatibility forms resolved, lower case,
 * е for ё, no marks, nothing invisible. May be empty, or several characters.
 */
export const plainForm = (cluster: string): string => commonForms.get(cluster) ?? normalised(cluster);
