import { foldLetter, foldSign, isBlank, isLetterOrDigit, letterSign, plainForm } from '../text/letters.ts';

/** What a UTF-16 unit does in a text; from `firstLetter` on it is a letter or a digit, and which one. */
export const unit = {
  blank: 1,
  mark: 2,
  /** Not seen: it stands inside words and means nothing. */
  invisible: 3,
  /** Begins markup when a letter or the like follows, and is a mark otherwise. */
  markup: 4,
  /** Half of a character. */
  surrogate: 5,
  /** Means more than it shows: only reading the text as a whole tells. */
  special: 6,
} as const;

export const firstLetter = 8;

/** By unit, filled as units are met. */
const classes = new Uint16Array(0x10000);

/** The class of a unit. Letters that count as each other have one, and so has a digit with the letter it may stand for. */
export function classOf(code: number): number {
  const known = classes[code] ?? 0;
  return known === 0 ? (classes[code] = classify(code)) : known;
}

const breve = 0x0306;

function classify(code: number): number {
  const character = String.fromCharCode(code);
  if (code >= 0xd800 && code < 0xe000) return unit.surrogate;
  if (character === '<' || character === '&') return unit.markup;
  if (character === letterSign || code === breve) return unit.special;
  const plain = plainForm(character);
  if (plain === '') return unit.invisible;
  if (plain.length > 1) return unit.special;
  if (isLetterOrDigit(plain)) return firstLetter + foldSign(foldLetter(plain)).charCodeAt(0);
  return isBlank(plain) ? unit.blank : unit.mark;
}

/** Of whole characters that are two units: emoji are marks and many, all others few. */
export const isAstralMark = (codePoint: number): boolean => {
  const plain = plainForm(String.fromCodePoint(codePoint));
  return plain.length === 2 && !isLetterOrDigit(plain);
};
