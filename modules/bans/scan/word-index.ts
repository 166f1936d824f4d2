import { readText } from '../text/read-text.ts';
import { wordsFrom } from '../text/words.ts';
import { HashIndex } from './hash-index.ts';
import { PlainScan } from './plain-scan.ts';
import { skeletonOf } from './skeleton.ts';

/** Numbers by words. Tells which of them a text may have: every one that it does, and seldom others. */
export class WordIndex {
  readonly #index = new HashIndex();
  readonly #plain = new PlainScan(this.#index);

  get isEmpty(): boolean {
    return this.#index.isEmpty;
  }

  /** `readings`: what the word may be in a text, in the form in which words are compared. */
  add(readings: Iterable<string>, number: number): void {
    for (const reading of readings) this.#index.add(skeletonOf(reading), number);
  }

  /** Adds the numbers of words that a text may have to those that were found. */
  find(text: string, found: Set<number>): void {
    if (!this.#plain.scan(text, found)) this.#readWhole(text, found);
  }

  #readWhole(text: string, found: Set<number>): void {
    const pieces = readText(text);
    for (let first = 0; first < pieces.length; first++)
      for (const { readings } of wordsFrom(pieces, first))
        for (const reading of readings) this.#index.find(skeletonOf(reading), found);
  }
}
