import type { Piece } from './pieces.ts';
import { units, unitsOfTwo, type Unit } from './unit-spellings.ts';
import { lemmasOf } from './words.ts';

/** A number with its unit, and how many pieces they are. */
export interface Quantity {
  /** The same for all ways to say it: «0,5 л» and «500 мл» are `=500ml`. */
  readonly term: string;
  readonly pieces: number;
}

/** The quantity that begins with a piece. Of sizes («200х300 см») each has the unit of the last. */
export function quantityAt(pieces: readonly Piece[], index: number): Quantity | undefined {
  const number = pieces[index];
  if (number?.kind === 'word') return halfAt(pieces, index);
  if (number === undefined) return undefined;
  const last = lastOfSizes(pieces, index);
  const [unit, next] = pieces.slice(last + 1, last + 3);
  if (unit?.kind !== 'word' || !isNear(unit)) return undefined;
  // «5W40» and «2 в 1» are no measures.
  if (next?.kind === 'number' && (next.follows === 'none' || isAlsoPreposition(unit))) return undefined;
  const both = next?.follows === 'mark' ? unitsOfTwo.get(`${unit.text} ${next.text}`) : undefined;
  const known = unitOf(both ?? unit.text) ?? unitOf(unit.text);
  if (known === undefined) return undefined;
  return { term: termOf(Number(number.text), known), pieces: last > index ? 1 : both === undefined ? 2 : 3 };
}

const unitOf = (spelled: string): Unit | undefined =>
  [spelled, ...lemmasOf(spelled)].map((word) => units.get(word)).find(Boolean);

const termOf = (amount: number, { name, factor }: Unit): string =>
  `=${Number((amount * factor).toPrecision(9))}${name}`;

/** What stands before a unit that is written out. */
const saidAmounts = new Map([
  ['пол', 0.5],
  ['полтора', 1.5],
  ['полторы', 1.5],
]);
const half = /^пол(?=.{3})/;

/** «пол литра», «пол-литра», «поллитра» and «полтора метра». Abbreviations are not said so: «пол м» is a floor. */
function halfAt(pieces: readonly Piece[], index: number): Quantity | undefined {
  const [said, unit] = [pieces[index]?.text ?? '', pieces[index + 1]];
  // As nearly all words do not.
  if (!said.startsWith('пол')) return undefined;
  const amount = saidAmounts.get(said);
  if (amount !== undefined && unit?.kind === 'word' && isNear(unit) && unit.text.length > 3) {
    const known = unitOf(unit.text);
    if (known !== undefined) return { term: termOf(amount, known), pieces: 2 };
  }
  const rest = half.test(said) ? said.replace(half, '') : undefined;
  const known = rest === undefined ? undefined : unitOf(rest);
  return known === undefined ? undefined : { term: termOf(0.5, known), pieces: 1 };
}

function lastOfSizes(pieces: readonly Piece[], index: number): number {
  let last = index;
  while (pieces[last + 1]?.kind === 'number' && pieces[last + 1]?.follows === 'by') last++;
  return last;
}

const isNear = ({ follows }: Piece): boolean => follows !== 'stop' && follows !== 'by';
const isAlsoPreposition = ({ text }: Piece): boolean => text === 'в' || text === 'in';
