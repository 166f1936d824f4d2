import { kindOf, nextWord, wordKind, type WordSpan } from './words.ts';

/** Letters that count as each other however a word is compared have one number: those of both cases, е and ё, look-alikes. */
const sameLetters =
  '0 1 2 3 4 5 6 7 8 9 aа bв cс eеё hн kк mм oо pр tт xх yу d f g i j l n q r s u v w z ' +
  'б г д ж з и й л п ф ц ч ш щ ъ ы ь э ю я';

const separator = 1;
/** What stands in a word and needs a closer look: invisible, of another script, half of a character. */
const other = 2;
const firstLetter = 3;

/** What each UTF-16 unit is: filled as units are met, letters and digits of Russian and English from the beginning. */
const classes = new Uint8Array(0x10000);
for (const [index, letters] of sameLetters.split(' ').entries())
  for (const letter of letters + letters.toUpperCase()) classes[letter.charCodeAt(0)] = firstLetter + index;

function classOf(code: number): number {
  const known = classes[code] ?? other;
  if (known !== 0) return known;
  const found = !isSurrogate(code) && kindOf(code) === wordKind.separator ? separator : other;
  classes[code] = found;
  return found;
}

const isSurrogate = (code: number): boolean => code >= 0xd800 && code < 0xe000;

/** So many letters of a word are looked at. */
const mostLetters = 4;
const placeBits = 15;

/**
 * Tells words that may begin as one of some compared words does, letter by letter and without making a string of any: nearly
 * all words of a text begin as none. Of those that are left somebody else must find out what they are.
 */
export class Beginnings {
  readonly #known = new Uint8Array(2 ** placeBits);
  /** Whether there are beginnings of so many letters. */
  readonly #lengths = new Uint8Array(mostLetters + 1);
  /** Whether every word may begin so: one of them has letters of which more must be known. */
  #any = false;

  /** Adds a word in the form in which spellings are compared, or what every form of it begins with. */
  add(compared: string): void {
    const letters = Array.from(compared.slice(0, mostLetters), (_, index) => classAt(compared, index));
    if (letters.length === 0 || letters.some((letter) => letter < firstLetter)) this.#any = true;
    this.#lengths[letters.length] = 1;
    this.#known[placeOf(letters.reduce(longer, 0))] = 1;
  }

  /** Whether the first word of a text may begin so. */
  begin(text: string): boolean {
    if (this.#any) return true;
    let beginning = 0;
    for (let index = 0, letters = 0; index < text.length && letters < mostLetters; index++) {
      const found = classAt(text, index);
      if (found === other) return true;
      if (found === separator && letters > 0) return false;
      if (found === separator) continue;
      beginning = longer(beginning, found);
      letters += 1;
      if (this.#lengths[letters] === 1 && this.#known[placeOf(beginning)] === 1) return true;
    }
    return false;
  }

  /** The next word of a text, from an index between words on, that may begin so. */
  next(text: string, from: number): WordSpan | undefined {
    if (this.#any) return nextWord(text, from);
    const known = this.#known;
    const lengths = this.#lengths;
    const end = text.length;
    for (let index = from; index < end;) {
      const start = index;
      let found = classAt(text, index);
      index += 1;
      if (found === separator) continue;
      let beginning = 0;
      let mayBegin = false;
      for (let letters = 1; letters <= mostLetters && found >= firstLetter; letters++) {
        beginning = longer(beginning, found);
        if (lengths[letters] === 1 && known[placeOf(beginning)] === 1) mayBegin = true;
        found = index < end ? classAt(text, index) : separator;
        index += 1;
      }
      while (found >= firstLetter) {
        found = index < end ? classAt(text, index) : separator;
        index += 1;
      }
      if (found === other) return nextWord(text, start);
      if (mayBegin) return { start, end: index - 1 };
    }
    return undefined;
  }
}

function classAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return classes[code] || classOf(code);
}

const longer = (beginning: number, letter: number): number => (beginning << 6) | letter;

/** Spreads beginnings over the table; two in one place make a word be looked at for nothing. */
const placeOf = (beginning: number): number => Math.imul(beginning, 0x9e3779b1) >>> (32 - placeBits);
