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
  lookAlikes.flatMap((group) => Array.from(group, (letter) => [letter.charCodeAt(0), group.charAt(0)] as const)),
);
/** By UTF-16 unit; no letter that looks like another is behind these. */
const foldedUnits = Array.from({ length: 0x600 }, (_, code) => standsFor.get(code));

/** The letter that stands for all that look like it. Of a lower-case letter. */
export const foldLetter = (letter: string): string => foldedUnits[letter.charCodeAt(0)] ?? letter;

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
export const isLetterOrDigit = (character: string): boolean => kindOf(character) === kind.letterOrDigit;
export const isBlank = (character: string): boolean => kindOf(character) === kind.blank;

const kind = { letterOrDigit: 1, blank: 2, other: 3 } as const;

/** By UTF-16 unit, filled as characters are met. */
const kinds = new Uint8Array(0x10000);

const kindOf = (character: string): number =>
  character.length === 1 ? (kinds[character.charCodeAt(0)] ||= testedKind(character)) : testedKind(character);

const testedKind = (character: string): number =>
  letterOrDigit.test(character) ? kind.letterOrDigit : blank.test(character) ? kind.blank : kind.other;

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
/** Of what nearly all texts are made of, told once. Each is one unit and has a form of one; none combines with the one before it. */
const commonForms = new Map(
  Array.from(common + common.toUpperCase(), (character) => [character, normalised(character)] as const),
);
const commonByUnit: (string | undefined)[] = Array.from({ length: 0x2100 }, (_, code) =>
  commonForms.get(String.fromCharCode(code)),
);

/** The form of a common character, by its UTF-16 unit. */
export const commonForm = (code: number): string | undefined => commonByUnit[code];

/**
 * A character with its combining marks in the form in which it is compared: compatibility forms resolved, lower case,
 * е for ё, no marks, nothing invisible. May be empty, or several characters.
 */
export const plainForm = (cluster: string): string => commonForms.get(cluster) ?? normalised(cluster);
