import { piecesOf } from '../../../modules/search-terms/pieces.ts';
import { quantityAt } from '../../../modules/search-terms/units.ts';
import { isConnective, isNominal, lemmasOf } from '../../../modules/search-terms/words.ts';

/** More than these are no name of a thing. */
const mostWords = 6;
const shortestWord = 3;
const adjective = /(?:ый|ий|ой)$/;

/** What is left out or kept as a whole: a word with the preposition before it, an amount with its unit. */
interface Unit {
  readonly text: string;
  readonly kind: 'thing' | 'word' | 'other';
}

/** A text without one or more of its words. */
export interface Shortened {
  readonly text: string;
  /** How many of its words are left. */
  readonly kept: number;
}

/** The text without each one of its words, and the thing that it asks for alone; the thing always stays. */
export function withFewerWords(text: string): Shortened[] {
  const units = unitsOf(text).slice(0, mostWords);
  const thing = thingOf(units);
  if (units.length < 2 || thing === undefined) return [];
  const without = units.flatMap((unit, index) => (unit === thing ? [] : [leaveOut(units, index)]));
  if (units.length > 2) without.push([thing]);
  return without.map((its) => ({ text: its.map((unit) => unit.text).join(' '), kept: its.length }));
}

/** The number of a model goes with its name: without «realme», «13» says nothing of a «смартфон realme 13». */
const leaveOut = (units: readonly Unit[], left: number): Unit[] =>
  units.filter((unit, index) => index !== left && !(index === left + 1 && isNumber(unit)));

/** What a text asks for, in one word: in «красный чайник для кухни» the «чайник». */
export const thingIn = (text: string): string | undefined => thingOf(unitsOf(text))?.text;

function thingOf(units: readonly Unit[]): Unit | undefined {
  return units.find(({ kind }) => kind === 'thing') ?? units.find(({ kind }) => kind === 'word');
}

function unitsOf(text: string): Unit[] {
  const chunks = text.split(/\s+/).filter((chunk) => piecesOf(chunk).length > 0);
  const units: Unit[] = [];
  for (let first = 0; first < chunks.length;) {
    let next = first + 1;
    while (next < chunks.length && isConnective(wordIn(chunks[next - 1]) ?? '')) next++;
    if (next < chunks.length && isAmount(`${chunks[next - 1]} ${chunks[next]}`)) next++;
    const its = chunks.slice(first, next);
    const last = units.at(-1);
    const isModel = last !== undefined && isNumber(last);
    units.push({ text: its.join(' '), kind: its.length > 1 || isModel ? 'other' : kindOf(its[0]) });
    first = next;
  }
  return units;
}

const isNumber = ({ text }: Unit): boolean => /^\d+$/.test(text);

/** The only word of a chunk; none of what has digits or is several words. */
function wordIn(chunk = ''): string | undefined {
  const [piece, ...others] = piecesOf(chunk);
  return piece?.kind === 'word' && others.length === 0 ? piece.text : undefined;
}

function isAmount(text: string): boolean {
  const pieces = piecesOf(text);
  return quantityAt(pieces, 0)?.pieces === pieces.length;
}

/** A noun is a thing; a name, or a word that no dictionary has, perhaps one; what tells how a thing is is none. */
function kindOf(chunk: string | undefined): Unit['kind'] {
  const word = wordIn(chunk);
  if (word === undefined || word.length < shortestWord) return 'other';
  if (!isNominal(word)) return 'word';
  return lemmasOf(word).every((lemma) => adjective.test(lemma)) ? 'other' : 'thing';
}
