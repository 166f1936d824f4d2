import { stemRussian } from '../russian/stem.ts';

/** A word where it stands in a text: `text.slice(start, end)`. */
export interface WordSpan {
  readonly start: number;
  readonly end: number;
}

/** What a character does in a text. Invisible ones (soft hyphen, zero width, accents) stand inside words and mean nothing. */
export const wordKind = { separator: 1, word: 2, invisible: 3 } as const;

type WordKind = (typeof wordKind)[keyof typeof wordKind];

const letterOrDigit = /[\p{L}\p{N}]/u;
const invisible = /[\p{M}\p{Cf}]/u;
/** Filled as characters are met: looking a character up costs a fraction of matching it. */
const kinds: (WordKind | undefined)[] = Array.from({ length: 0x10000 });

const kindOfCharacter = (character: string): WordKind =>
  letterOrDigit.test(character) ? wordKind.word : invisible.test(character) ? wordKind.invisible : wordKind.separator;

/** Of a character that is one UTF-16 unit. */
export const kindOf = (code: number): WordKind => (kinds[code] ??= kindOfCharacter(String.fromCharCode(code)));

const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code < 0xdc00;

/** Of the character that begins at an index of a text. */
function kindAt(text: string, index: number): WordKind {
  const code = text.charCodeAt(index);
  return isHighSurrogate(code) ? kindOfCharacter(String.fromCodePoint(text.codePointAt(index) ?? code)) : kindOf(code);
}

/** The next word from an index between words on: words are runs of letters and digits of any script. */
export function nextWord(text: string, from: number): WordSpan | undefined {
  let start = -1;
  for (let index = from, width = 1; index < text.length; index += width) {
    const found = kindAt(text, index);
    width = (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
    if (found === wordKind.word) {
      if (start === -1) start = index;
    } else if (found === wordKind.separator && start !== -1) return { start, end: index };
  }
  return start === -1 ? undefined : { start, end: text.length };
}

/** Where the words of a text stand. */
export function wordsOf(text: string): WordSpan[] {
  const spans: WordSpan[] = [];
  for (let span = nextWord(text, 0); span !== undefined; span = nextWord(text, span.end)) spans.push(span);
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
