import { BitSet } from './bit-set.ts';
import type { Table } from './table.ts';

const maybeBits = 2 ** 20;

/** For hashes of beginnings, letter by letter. */
export const hashOf = (beginning: number, letter: number): number => (Math.imul(beginning, 0x01000193) ^ letter) | 0;

/** The words by their stems, as a hash table. */
export class StemIndex {
  readonly #letters: Uint8Array;
  readonly #stems: Uint32Array;
  readonly #hashes: Int32Array;
  /** One more than the first word of the stem that has this slot, or 0. */
  readonly #slots: Int32Array;
  /** Small enough for a processor's cache: most beginnings of a form are no stem, which a bit tells. */
  readonly #maybe: BitSet;

  constructor({ letters, stems, paradigmOf }: Table) {
    this.#letters = letters;
    this.#stems = stems;
    this.#hashes = new Int32Array(paradigmOf.length);
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(paradigmOf.length * 2 + 1)));
    this.#maybe = new BitSet(maybeBits);
    for (let word = 0; word < paradigmOf.length; word++) this.#add(word);
  }

  #add(word: number): void {
    let hash = 0;
    const stop = this.#stems[word + 1] ?? 0;
    for (let at = this.#stems[word] ?? 0; at < stop; at++) hash = hashOf(hash, this.#letters[at] ?? 0);
    this.#hashes[word] = hash;
    if (word > 0 && this.next(word - 1) === word) return;
    const mask = this.#slots.length - 1;
    let slot = spread(hash) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = word + 1;
    this.#maybe.add(spread(hash) & (maybeBits - 1));
  }

  /** The first word whose stem is the first `length` of these letters, which have this hash; -1 when there is none. */
  first(letters: Uint8Array, length: number, hash: number): number {
    if (!this.#maybe.has(spread(hash) & (maybeBits - 1))) return -1;
    const mask = this.#slots.length - 1;
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const word = (this.#slots[slot] ?? 0) - 1;
      if (word === -1) return -1;
      if (this.#hashes[word] === hash && this.#isStem(word, letters, length)) return word;
    }
  }

  #isStem(word: number, letters: Uint8Array, length: number): boolean {
    const start = this.#stems[word] ?? 0;
    if ((this.#stems[word + 1] ?? 0) - start !== length) return false;
    for (let index = 0; index < length; index++) if (this.#letters[start + index] !== letters[index]) return false;
    return true;
  }

  /** The next word of the same stem, or -1. */
  next(word: number): number {
    if (this.#hashes[word] !== this.#hashes[word + 1]) return -1;
    const start = this.#stems[word] ?? 0;
    const stop = this.#stems[word + 1] ?? 0;
    return this.#isStem(word + 1, this.#letters.subarray(start, stop), stop - start) ? word + 1 : -1;
  }
}

/** The low bits of a hash depend on the last letters alone. */
const spread = (hash: number): number => hash ^ (hash >>> 15);
