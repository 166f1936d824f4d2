import { readText } from '../text/read-text.ts';
import { wordsFrom } from '../text/words.ts';
import type { Hashes } from './hash-index.ts';
import { PlainScan } from './plain-scan.ts';
import { skeletonOf } from './skeleton.ts';

/** Reads texts word by word, in every way in which one can be read, and asks about each. For one text after the other. */
export class WordReader {
  readonly #hashes: Hashes;
  readonly #plain: PlainScan;

  constructor(hashes: Hashes) {
    this.#hashes = hashes;
    this.#plain = new PlainScan(hashes);
  }

  read(text: string, found: Set<number>): void {
    if (!this.#plain.scan(text, found)) this.#readWhole(text, found);
  }

  #readWhole(text: string, found: Set<number>): void {
    const pieces = readText(text);
    for (let first = 0; first < pieces.length; first++)
      for (const { readings } of wordsFrom(pieces, first))
        for (const reading of readings) this.#hashes.find(skeletonOf(reading), found);
  }
}
