import { brotliCompressSync } from 'node:zlib';
import { letterOf } from '../../modules/russian/letters.ts';
import type { Word } from './words.ts';

interface Row {
  readonly stem: string;
  readonly paradigm: readonly string[];
}

/**
 * Words in the form that modules/russian/table.ts reads. A word is a stem, what all its forms begin with, and the number of a paradigm: the
 * endings of its forms, that of the lemma first. Stems are sorted, and each says how much of the one before it repeats.
 */
export function encodeWords(words: readonly Word[]): Buffer {
  const rows = words.map(rowOf).toSorted((one, other) => compare(one.stem, other.stem));
  const endings = numbered(rows.flatMap(({ paradigm }) => paradigm));
  const paradigms = numbered(rows.map(({ paradigm }) => paradigm.join(' ')));
  const bytes = [
    ...[...endings.keys()].flatMap(spelling),
    0,
    ...[...paradigms.keys()].flatMap((paradigm) => paradigmOf(paradigm.split(' '), endings)),
    0,
    ...number(rows.length),
    ...number(rows.reduce((sum, { stem }) => sum + stem.length, 0)),
  ];
  let previous = '';
  for (const { stem, paradigm } of rows) {
    const shared = sharedLength(stem, previous);
    bytes.push(shared, ...spelling(stem.slice(shared)), ...number(paradigms.get(paradigm.join(' ')) ?? 0));
    previous = stem;
  }
  return brotliCompressSync(Uint8Array.from(bytes));
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

function rowOf({ lemma, forms }: Word): Row {
  const stem = [...forms].reduce((shared, form) => shared.slice(0, sharedLength(shared, form)), lemma);
  const endings = [...forms].filter((form) => form !== lemma).map((form) => form.slice(stem.length));
  return { stem, paradigm: [lemma.slice(stem.length), ...endings.toSorted(compare)] };
}

function sharedLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

/** Each value once, the commonest first, with its number: small numbers take one byte. */
function numbered(values: readonly string[]): Map<string, number> {
  const groups = [...Map.groupBy(values, (value) => value)].toSorted(
    ([one, its], [other, others]) => others.length - its.length || compare(one, other),
  );
  return new Map(groups.map(([value], index) => [value, index]));
}

const paradigmOf = (paradigm: readonly string[], endings: ReadonlyMap<string, number>): number[] => [
  ...number(paradigm.length),
  ...paradigm.flatMap((ending) => number(endings.get(ending) ?? 0)),
];

/** Letters, then an end that is no letter, and not zero, which ends a list. */
const spelling = (text: string): number[] => [...text.split('').map((letter) => letterOf(letter.charCodeAt(0))), 63];

/** Seven bits a byte, the lowest first; all but the last byte have the eighth bit. */
const number = (value: number): number[] => (value < 128 ? [value] : [(value % 128) + 128, ...number(value >> 7)]);
