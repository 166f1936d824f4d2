import { foldLetter, plainForm } from '../bans/text/letters.ts';
import { latinOf } from './look-alikes.ts';
import { units } from './unit-spellings.ts';

/** A run of letters of one script, or a number; with what stands between it and the piece before it. */
export interface Piece {
  /** In lower case, with е for ё; a fraction with a point, without zeros that say nothing: «1,50» is 1.5. */
  readonly text: string;
  readonly kind: 'word' | 'number';
  /**
   * `none`: nothing, as between «15» and «pro» of «15pro»; `by`: the sign between two sizes, as in «250х120»; `mark`: a hyphen and
   * the like; `blank`: a blank; `stop`: a comma, a bracket or the beginning, where another thought begins.
   */
  readonly follows: 'none' | 'by' | 'mark' | 'blank' | 'stop';
}

/** Longer texts are no names; what stands behind is not looked at. */
const longestText = 1_000;
/** Lucene takes longer terms, but nobody asks for such a word. */
const longestPiece = 60;

const ordinary = /^[\x20-\x7eА-Яа-яЁё«»–—×]*$/;
const silentSigns = /[™℠®©№]/gu;

/** Text in lower case in which all ways to write one character are one, without what is not seen. */
export function plainText(text: string): string {
  const begin = text.slice(0, longestText);
  // As nearly all texts are.
  if (ordinary.test(begin)) return begin.toLowerCase().replaceAll('ё', 'е');
  return plainForm(begin.replaceAll(silentSigns, ' '));
}

/** Letters and signs that stand for «by», between numbers. */
const by = /(?<=\d)(\s?)[xх×*]\1(?=\d)/gu;
/** A number, a word, or what is neither. Told apart by their first character, since groups take longer than all else here. */
const token = /(?<!\d[.,])\d+[.,]\d+(?![.,]?\d)|\d+|\p{L}+|[^\p{L}\d]+/gu;
const digit = /^\d/;
const letter = /^\p{L}/u;

/** The pieces of a text, in its order. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let follows: Piece['follows'] = 'stop';
  let quotes = 0;
  for (const each of plainText(text).replaceAll(by, '×').match(token) ?? []) {
    // As most of what is neither is.
    if (each === ' ') {
      follows = 'blank';
      continue;
    }
    const isNumber = digit.test(each);
    if (!isNumber && !letter.test(each)) {
      const sign =
        pieces.length === 0 ? undefined : spelledSign(each, pieces.at(-1)?.kind === 'number', quotes % 2 === 1);
      if (sign !== undefined) pieces.push({ text: sign, kind: 'word', follows: 'none' });
      quotes += each.split('"').length - 1;
      follows = gapOf(each);
      continue;
    }
    for (const piece of isNumber ? [numberIn(each)] : wordsIn(each)) {
      pieces.push({ text: piece.text, kind: piece.kind, follows });
      follows = 'none';
    }
  }
  return withLatinCodes(pieces);
}

/** A sign that is read aloud when it stands behind something. A mark that closes a quotation is no inch. */
function spelledSign(other: string, isBehindNumber: boolean, isQuoted: boolean): string | undefined {
  if (other.startsWith('+')) return 'plus';
  if (!isBehindNumber) return undefined;
  if (other.startsWith('%')) return '%';
  return (other.startsWith('"') && !isQuoted) || /^(?:[″”]|''|′′)/.test(other) ? '"' : undefined;
}

function gapOf(other: string): Piece['follows'] {
  if (other === '×') return 'by';
  if (/[,;:()[\]|!?]|\s[-–—]\s/.test(other)) return 'stop';
  return /\s/.test(other) ? 'blank' : 'mark';
}

type Bare = Omit<Piece, 'follows'>;

function numberIn(digits: string): Bare {
  const plain = digits.replace(',', '.');
  return { text: plain.includes('.') ? plain.replace(/\.?0+$/, '') : plain.slice(0, longestPiece), kind: 'number' };
}

const russian = /[а-я]/;
const scripts = /[а-я]+|[^а-я]+/g;

const word = (letters: string): Bare => ({ text: letters.slice(0, longestPiece), kind: 'word' });

/** One word; of letters of two scripts the one that they look like, or the parts when they cannot be one. */
function wordsIn(letters: string): Bare[] {
  if (!russian.test(letters) || !/[^а-я]/.test(letters)) return [word(letters)];
  const folded = Array.from(letters, foldLetter).join('');
  if (!/[^а-я]/.test(folded)) return [word(folded)];
  const latin = latinOf(letters);
  return russian.test(latin) ? (letters.match(scripts) ?? []).map(word) : [word(latin)];
}

/** As many letters as stand beside digits in a code at most, as in «М8» or «4К». */
const mostCodeLetters = 3;

/** Letters of codes are Latin when they look so: nobody sees in which layout «9Х» was typed. */
const withLatinCodes = (pieces: readonly Piece[]): Piece[] =>
  pieces.map((piece, index) => {
    if (piece.kind === 'number' || piece.text.length > mostCodeLetters || !isBesideDigits(pieces, index)) return piece;
    if (units.has(piece.text) && pieces[index - 1]?.kind === 'number') return piece;
    const latin = latinOf(piece.text);
    return russian.test(latin) ? piece : { ...piece, text: latin };
  });

function isBesideDigits(pieces: readonly Piece[], index: number): boolean {
  const [before, piece, next] = [pieces[index - 1], pieces[index], pieces[index + 1]];
  return (
    (piece?.follows === 'none' && before?.kind === 'number') || (next?.follows === 'none' && next.kind === 'number')
  );
}
