import { HashIndex } from './hash-index.ts';
import { skeletonOf } from './skeleton.ts';
import { WordReader } from './word-reader.ts';

/** Numbers by words. Tells which of them a text may have: every one that it does, and seldom others. */
export class WordIndex {
  readonly #index = new HashIndex();
  readonly #words = new WordReader(this.#index);

  get isEmpty(): boolean {
    return this.#index.isEmpty;
  }

  /** `readings`: what the word may be in a text, in the form in which words are compared. */
  add(readings: Iterable<string>, number: number): void {
    for (const reading of readings) this.#index.add(skeletonOf(reading), number);
  }

  /** Adds the numbers of words that a text may have to those that were found. */
  find(text: string, found: Set<number>): void {
    this.#words.read(text, found);
  }
}
