import type { Piece } from './pieces.ts';
import { units, unitsOfTwo } from './unit-spellings.ts';
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
  if (number?.kind !== 'number') return undefined;
  const last = lastOfSizes(pieces, index);
  const [unit, next] = pieces.slice(last + 1, last + 3);
  if (unit?.kind !== 'word' || !isNear(unit)) return undefined;
  // «5W40» and «2 в 1» are no measures.
  if (next?.kind === 'number' && (next.follows === 'none' || isAlsoPreposition(unit))) return undefined;
  const both = next?.follows === 'mark' ? unitsOfTwo.get(`${unit.text} ${next.text}`) : undefined;
  const known = [both ?? unit.text, ...lemmasOf(unit.text)].map((spelled) => units.get(spelled)).find(Boolean);
  if (known === undefined) return undefined;
  const amount = Number((Number(number.text) * known.factor).toPrecision(9));
  return { term: `=${amount}${known.name}`, pieces: last > index ? 1 : both === undefined ? 2 : 3 };
}

function lastOfSizes(pieces: readonly Piece[], index: number): number {
  let last = index;
  while (pieces[last + 1]?.kind === 'number' && pieces[last + 1]?.follows === 'by') last++;
  return last;
}

const isNear = ({ follows }: Piece): boolean => follows !== 'stop' && follows !== 'by';
const isAlsoPreposition = ({ text }: Piece): boolean => text === 'в' || text === 'in';
