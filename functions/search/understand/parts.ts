import { compoundsOf, idTerm, type Compound } from '../../../modules/search-terms/compounds.ts';
import { lookAlike, soundAlike, spelledInLatin } from '../../../modules/search-terms/look-alikes.ts';
import { piecesOf, type Piece } from '../../../modules/search-terms/pieces.ts';
import { headEnd } from '../../../modules/search-terms/product-terms.ts';
import { soundOf } from '../../../modules/search-terms/sounds.ts';
import { quantityAt } from '../../../modules/search-terms/units.ts';
import {
  isConnective,
  isPreposition,
  isRussian,
  isRussianWord,
  lemmasOf,
  prepositionOf,
} from '../../../modules/search-terms/words.ts';
import { derivedFrom } from './derived.ts';
import { equivalentsOf, phraseKey } from './equivalents.ts';
import { isKnownWord } from './known-words.ts';

/** One way to read a part of a query: terms that a product must all have, and how sure it is, up to 1. */
export interface Reading {
  readonly terms: readonly string[];
  readonly weight: number;
}

/** One thing that a query asks for. */
export interface Part {
  readonly text: string;
  readonly readings: readonly Reading[];
  /** Numbers, and what is written in one with them, must occur; of words most; what only connects words need not. */
  readonly need: 'always' | 'mostly' | 'never';
  /** Whether it stands before a preposition: what the query is about. */
  readonly isHead: boolean;
  /** The preposition that it stands behind. */
  readonly behind?: string;
}

/** More than anybody types on purpose; the rest of a longer query is not looked at. */
const mostPieces = 16;
const mostReadings = 16;
/** Of these so many are kept of what stands there itself, however many ways there are to write it in one with its neighbours. */
const mostOwn = 8;

const weights = {
  itself: 1,
  inOne: 1.2,
  id: 1.5,
  brand: 0.9,
  synonym: 0.6,
  lookAlike: 0.7,
  sound: 0.6,
  derived: 0.4,
  codeSound: 0.3,
  bareNumber: 0.4,
  butNot: 0.05,
};

/** What a query asks for, part by part. */
export function partsOf(text: string): Part[] {
  const all = piecesOf(text);
  const pieces = all.slice(0, mostPieces);
  // The longest say most. An id is looked at to its end.
  const compounds = compoundsOf(all, true).toSorted((one, other) => other.next - other.first - (one.next - one.first));
  const head = headEnd(pieces);
  const hasWords = pieces.some(({ text: word }) => !isConnective(word));
  const parts: Part[] = [];
  let behind: string | undefined;
  for (let index = 0; index < pieces.length;) {
    const quantity = quantityAt(pieces, index);
    const next = index + (quantity?.pieces ?? 1);
    const piece = pieces[index];
    if (piece === undefined) break;
    const around = compounds.filter((compound) => compound.first < next && compound.next > index);
    const isLink = hasWords && (isConnective(piece.text) || isLabel(pieces, index) || isOfSize(pieces, index));
    const own = quantity === undefined ? wordReadings(piece, behind) : quantityReadings(quantity.term, piece);
    parts.push({
      text: pieces
        .slice(index, next)
        .map((each) => each.text)
        .join(' '),
      readings: strongest(
        own,
        around.flatMap((compound) => compoundReadings(compound, all)),
      ),
      need: isLink ? 'never' : isOfCode(pieces, index) ? 'always' : 'mostly',
      isHead: index < head,
      ...(behind !== undefined && !isLink && { behind }),
    });
    if (isPreposition(piece.text)) behind = prepositionOf(piece.text);
    index = next;
  }
  return parts;
}

const labels = new Set(['артикул', 'арт', 'код', 'модель', 'номер', 'sku', 'id']);

/** Whether a word only says that an article number comes. */
const isLabel = (pieces: readonly Piece[], index: number): boolean =>
  labels.has(pieces[index]?.text ?? '') && pieces.slice(index + 1).some(({ kind }) => kind === 'number');

/** Whether a word only says that the number beside it is a size: «44 размер». */
const isOfSize = (pieces: readonly Piece[], index: number): boolean =>
  [pieces[index - 1], pieces[index + 1]].some((piece) => piece?.kind === 'number') &&
  lemmasOf(pieces[index]?.text ?? '').includes('размер');

const quantityReadings = (term: string, number: Piece): Reading[] => [
  { terms: [term], weight: weights.itself },
  { terms: [number.text], weight: weights.bareNumber },
];

/** Each of these terms as a reading. */
const allOf = (terms: readonly string[], weight: number): Reading[] => terms.map((term) => ({ terms: [term], weight }));

function wordReadings({ text, kind }: Piece, behind: string | undefined): Reading[] {
  if (kind === 'number') return [...allOf([text], weights.itself), ...allOf([`#${text}`], weights.id)];
  const lemmas = lemmasOf(text);
  // As a part of what is written in one, a word has the form in which it stands.
  const itself = isRussian(text) && !isRussianWord(text) ? [text] : [];
  // A product that has it is another one than those without, but may say so in other words.
  const own = behind === 'без' ? weights.butNot : weights.itself;
  const meant =
    behind === 'без'
      ? allOf(
          lemmas.map((lemma) => `без>${lemma}`),
          weights.itself,
        )
      : [];
  const likeIt = lookAlike(text);
  const isMeant = likeIt !== undefined && (isRussian(text) ? !isRussianWord(text) : isRussianWord(likeIt));
  const sound = isRussianWord(text) || isKnownWord(text) ? undefined : soundOf(text);
  return [
    ...meant,
    ...allOf([...lemmas, ...itself], own),
    ...[text, ...lemmas]
      .flatMap((key) => equivalentsOf(key))
      .map(({ terms, kind: its }) => ({ terms, weight: weights[its] })),
    ...(isMeant ? allOf(lemmasOf(likeIt), weights.lookAlike) : []),
    ...derivedFrom(lemmas).map((lemma) => ({ terms: [lemma], weight: weights.derived })),
    ...(soundAlike(text) === text || text.length > 2 ? [] : allOf([soundAlike(text)], weights.codeSound)),
    ...(sound === undefined ? [] : allOf([`${isRussian(text) ? '~' : '^'}${sound}`], weights.sound)),
  ];
}

function compoundReadings({ first, next, text }: Compound, pieces: readonly Piece[]): Reading[] {
  const its = pieces.slice(first, next);
  const equivalents = [...equivalentsOf(text), ...equivalentsOf(phraseKey(its))];
  const isCode = its.some(({ kind }) => kind === 'number');
  const id = idTerm(its);
  return [
    ...allOf(isRussianWord(text) ? lemmasOf(text) : [text], isCode ? weights.inOne : weights.itself),
    ...(isCode && spelledInLatin(text) !== text ? allOf([spelledInLatin(text)], weights.inOne) : []),
    ...equivalents.map(({ terms, kind }) => ({ terms, weight: weights[kind] })),
    ...(isCode ? allOf([...new Set([id, spelledInLatin(id)])], weights.id) : []),
  ];
}

const isGlued = (piece: Piece | undefined): boolean => piece?.follows !== 'blank' && piece?.follows !== 'stop';

/** Whether a piece is a number, or written in one with digits. */
function isOfCode(pieces: readonly Piece[], index: number): boolean {
  let [first, last] = [index, index];
  while (first > 0 && isGlued(pieces[first])) first--;
  while (last + 1 < pieces.length && isGlued(pieces[last + 1])) last++;
  return pieces.slice(first, last + 1).some(({ kind }) => kind === 'number');
}

/** Each reading once, so many at most: the surest of what stands there itself, and of the others those that come first. */
function strongest(own: readonly Reading[], others: readonly Reading[]): Reading[] {
  const sure = own.toSorted((one, other) => other.weight - one.weight);
  const found = new Map<string, Reading>();
  for (const reading of [...sure.slice(0, mostOwn), ...others, ...sure.slice(mostOwn)]) {
    const key = reading.terms.join(' ');
    const before = found.get(key);
    if (before === undefined || before.weight < reading.weight) found.set(key, reading);
  }
  return [...found.values()].slice(0, mostReadings);
}
