import type { Piece } from './pieces.ts';
import { isConnective } from './words.ts';

/** Neighbouring pieces written as one word: «wi-fi» as wifi. From piece `first` to before `next`. */
export interface Compound {
  readonly first: number;
  readonly next: number;
  readonly text: string;
}

const mostPieces = 6;

/**
 * Every way to write up to six neighbours in one: what no blank divides, the parts of an article number, up to three Latin words, two
 * short ones, and with `any` two words of any length, and whatever no blank divides as a whole, as an id of many parts is.
 */
export function compoundsOf(pieces: readonly Piece[], any = false): Compound[] {
  const compounds: Compound[] = [];
  for (let first = 0; first < pieces.length - 1; first++) {
    const window: Window = { isGlued: true, isCode: true, isLatin: true, hasNumber: false };
    extend(window, pieces[first]);
    let text = pieces[first]?.text ?? '';
    for (let next = first + 1; next < Math.min(first + mostPieces, pieces.length); next++) {
      const piece = pieces[next];
      if (piece === undefined || piece.follows === 'stop') break;
      text += appended(piece);
      window.isGlued &&= piece.follows !== 'blank';
      extend(window, piece);
      const isPair = next === first + 1 && (any || areShort(pieces[first], piece));
      if (isPair || isOne(window, next - first + 1)) compounds.push({ first, next: next + 1, text });
      else if (!window.isGlued && !window.isCode && !window.isLatin) break;
    }
  }
  return any ? [...compounds, ...longRuns(pieces)] : compounds;
}

const appended = ({ follows, text }: Piece): string => (follows === 'by' ? `x${text}` : text);

/** Runs of more pieces with no blank between them. */
function longRuns(pieces: readonly Piece[]): Compound[] {
  const starts = pieces.flatMap(({ follows }, at) => (at === 0 || follows === 'blank' || follows === 'stop' ? at : []));
  return starts.flatMap((first, at) => {
    const next = starts[at + 1] ?? pieces.length;
    return next - first > mostPieces ? { first, next, text: pieces.slice(first, next).map(appended).join('') } : [];
  });
}

interface Window {
  isGlued: boolean;
  isCode: boolean;
  isLatin: boolean;
  hasNumber: boolean;
}

function extend(window: Window, piece: Piece | undefined): void {
  const isNumber = piece?.kind === 'number';
  const isLatin = !isNumber && /^[a-z]+$/.test(piece?.text ?? '');
  window.hasNumber ||= isNumber;
  window.isLatin &&= isLatin;
  window.isCode &&= isNumber || (isLatin && (piece?.text.length ?? 0) <= 3);
}

const isOne = ({ isGlued, isCode, isLatin, hasNumber }: Window, count: number): boolean =>
  isGlued || (isCode && hasNumber) || (isLatin && count <= 3);

const shortest = 4;

const areShort = (...both: readonly (Piece | undefined)[]): boolean =>
  both.every((piece) => piece?.kind === 'word' && piece.text.length <= shortest && !isConnective(piece.text));

/** An article number or another id in the form in which ids are compared: whatever stands between its parts. */
export const idTerm = (pieces: readonly Piece[]): string =>
  `#${pieces.map(({ text }) => text.replace('.', '')).join('')}`;
