import type { Product } from '../product/product.ts';
import { compoundsOf, idTerm } from './compounds.ts';
import { piecesOf, type Piece } from './pieces.ts';
import { remembered } from './remembered.ts';
import { soundTerm } from './sounds.ts';
import { quantityAt } from './units.ts';
import { isNominal, isPreposition, lemmasOf, prepositionOf } from './words.ts';

/** What a product is found by, in the form in which queries ask for it (query-parts.ts). */
export interface ProductTerms {
  /** Of its name. */
  readonly name: readonly string[];
  /** Of what the name says before a preposition or a comma: a «чехол для гитары» is a case, and no guitar. */
  readonly head: readonly string[];
  /** Of all else but the description. */
  readonly about: readonly string[];
}

type Told = Pick<Product, 'product_id' | 'name' | 'category' | 'brand' | 'tags' | 'sku' | 'specifications'>;

export function productTerms({ product_id, name, category, brand, tags, sku, specifications }: Told): ProductTerms {
  const pieces = piecesOf(name);
  const named = new Set<string>();
  const about = new Set<string>();
  addWords(pieces, named, about);
  addPhrases(pieces, named);
  for (const text of [category, brand, ...(tags ?? []), ...specificationsOf(specifications)]) {
    if (text) for (const term of termsOf(text)) about.add(term);
  }
  for (const id of [product_id, sku]) if (id) about.add(idTerm(piecesOf(id)));
  const head = new Set<string>();
  addWords(pieces.slice(0, headEnd(pieces)), head, head);
  return { name: [...named], head: [...head], about: [...about] };
}

/** What a text says that is no name; other products have the same one. */
const termsOf = remembered((text): readonly string[] => {
  const pieces = piecesOf(text);
  const terms = new Set<string>();
  addWords(pieces, terms, terms);
  addPhrases(pieces, terms);
  return [...terms];
});

const prefixes = /^(?:электро|супер|мини)(?=.{3})/;

/** What a thing also is: an «электросамокат» a «самокат». */
function plainerOf(word: string): readonly string[] {
  const rest = word.replace(prefixes, '');
  return rest !== word && isNominal(rest) ? lemmasOf(rest) : [];
}

/**
 * Adds each word and number. What a name has none of («без подлокотников»), and what its words are only at a distance, goes to
 * `without`.
 */
function addWords(pieces: readonly Piece[], terms: Set<string>, without: Set<string>): void {
  let preposition: string | undefined;
  for (const [index, { text, kind, follows }] of pieces.entries()) {
    if (follows === 'stop') preposition = undefined;
    const quantity = quantityAt(pieces, index);
    if (quantity !== undefined) terms.add(quantity.term);
    if (kind === 'number') {
      terms.add(text);
      continue;
    }
    const into = preposition === 'без' ? without : terms;
    for (const lemma of lemmasOf(text)) {
      into.add(lemma);
      if (preposition !== undefined) terms.add(`${preposition}>${lemma}`);
    }
    for (const lemma of plainerOf(text)) without.add(lemma);
    const sound = soundTerm(text);
    if (sound !== undefined) into.add(sound);
    if (isPreposition(text)) preposition = prepositionOf(text);
  }
}

/** Adds neighbours as one word. */
function addPhrases(pieces: readonly Piece[], terms: Set<string>): void {
  for (const { text } of compoundsOf(pieces)) terms.add(text);
}

/** Where the head of a name ends, in pieces; a name that begins with a preposition is head as a whole. */
export function headEnd(pieces: readonly Piece[]): number {
  const end = pieces.findIndex(({ text, follows }, index) => isPreposition(text) || (index > 0 && follows === 'stop'));
  return end > 0 ? end : pieces.length;
}

const mostSpecifications = 50;

/** Values with the unit that the name of a specification gives: {"Объём, л": 0.5} is «0.5 л». */
function* specificationsOf(specifications: Told['specifications']): Generator<string> {
  let count = 0;
  for (const key in specifications) {
    if (++count > mostSpecifications) return;
    const value = specifications[key];
    if (typeof value === 'number') yield `${value} ${/[,(]\s*([^,()]+)\)?$/.exec(key)?.[1] ?? ''}`;
    else if (typeof value === 'string') yield value;
    else if (Array.isArray(value))
      for (const each of value.slice(0, mostSpecifications)) if (typeof each === 'string') yield each;
  }
}
