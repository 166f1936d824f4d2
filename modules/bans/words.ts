import { stemRussian } from './stem.ts';

/** A word where it stands in a text: `text.slice(start, end)`. */
export interface WordSpan {
  readonly start: number;
  readonly end: number;
}

/** What a character does in a text. Invisible ones (soft hyphen, zero width, accents) stand inside words and mean nothing. */
const kind = { unknown: 0, separator: 1, word: 2, invisible: 3 } as const;

const letterOrDigit = /[\p{L}\p{N}]/u;
const invisible = /[\p{M}\p{Cf}]/u;
/** Filled as characters are met: looking a character up costs a fraction of matching it. */
const kinds = new Uint8Array(0x10000);

function kindOf(code: number): number {
  const known = kinds[code] ?? kind.separator;
  if (known !== kind.unknown) return known;
  const character = String.fromCharCode(code);
  const found = letterOrDigit.test(character) ? kind.word : invisible.test(character) ? kind.invisible : kind.separator;
  kinds[code] = found;
  return found;
}

const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code < 0xdc00;

/** Where the words of a text stand: runs of letters and digits of any script. */
export function wordsOf(text: string): WordSpan[] {
  const spans: WordSpan[] = [];
  let start = -1;
  for (let index = 0, width = 1; index < text.length; index += width) {
    const code = text.charCodeAt(index);
    width = 1;
    let found = kindOf(code);
    if (isHighSurrogate(code)) {
      const character = String.fromCodePoint(text.codePointAt(index) ?? code);
      width = character.length;
      found = letterOrDigit.test(character) ? kind.word : invisible.test(character) ? kind.invisible : kind.separator;
    }
    if (found === kind.word) {
      if (start === -1) start = index;
    } else if (found === kind.separator && start !== -1) {
      spans.push({ start, end: index });
      start = -1;
    }
  }
  if (start !== -1) spans.push({ start, end: text.length });
  return spans;
}

/** Letters of the two scripts that look the same, lower case. */
const latinLookalikes = 'abcehkmoptxy';
const cyrillicLookalikes = 'авсенкмортху';
const toCyrillic = new Map(
  latinLookalikes.split('').map((letter, index) => [letter, cyrillicLookalikes.charAt(index)]),
);
const toLatin = new Map([...toCyrillic].map(([latin, cyrillic]) => [cyrillic, latin]));

const isLatin = (letter: string): boolean => letter >= 'a' && letter <= 'z';
const isCyrillic = (letter: string): boolean => letter >= 'а' && letter <= 'я';

/**
 * A word in the form in which spellings are compared: compatibility forms resolved, lower case, е for ё, nothing invisible,
 * and letters of the other script that only look right («сигapeты» with Latin a, p, e) replaced.
 */
export function normaliseWord(word: string): string {
  const plain = word
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
  const letters = plain.split('');
  const latin = letters.filter((letter) => isLatin(letter));
  const cyrillic = letters.filter((letter) => isCyrillic(letter));
  if (latin.length === 0 || cyrillic.length === 0) return plain;
  if (latin.every((letter) => toCyrillic.has(letter)))
    return letters.map((letter) => toCyrillic.get(letter) ?? letter).join('');
  if (cyrillic.every((letter) => toLatin.has(letter)))
    return letters.map((letter) => toLatin.get(letter) ?? letter).join('');
  return plain;
}

/** The stems of a text's words, in order. */
export const stemsOf = (text: string): string[] =>
  wordsOf(text).map(({ start, end }) => stemOf(text.slice(start, end)));

/** What all forms of a word have in common: «Сигарета» and «сигаретами» have one stem. */
export const stemOf = (word: string): string => stemRussian(normaliseWord(word));

/** A whole value, such as a brand, in the form in which spellings are compared. */
export const normaliseValue = (value: string): string =>
  value
    .trim()
    .split(/\s+/)
    .map((word) =>
      wordsOf(word)
        .map(({ start, end }) => normaliseWord(word.slice(start, end)))
        .join(' '),
    )
    .join(' ');
