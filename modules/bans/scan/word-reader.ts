import { Readings } from '../text/reading.ts';
import type { Hashes } from './hash-index.ts';
import { PlainScan } from './plain-scan.ts';
import { PlainUnits } from './plain-units.ts';
import { skeletonOf } from './skeleton.ts';

/** Reads texts word by word, in every way in which one can be read, and asks about each. For one text after the other. */
export class WordReader {
  readonly #hashes: Hashes;
  readonly #units: PlainUnits;
  readonly #plain: PlainScan;

  /** `units`: shared by all who read the same texts. */
  constructor(hashes: Hashes, units = new PlainUnits()) {
    this.#hashes = hashes;
    this.#units = units;
    this.#plain = new PlainScan(hashes);
  }

  read(text: string, found: Set<number>, readings = new Readings()): void {
    if (this.#units.read(text)) this.#plain.scan(this.#units, found);
    else this.#readWhole(text, found, readings);
  }

  #readWhole(text: string, found: Set<number>, readings: Readings): void {
    const reading = readings.of(text);
    for (let first = 0; first < reading.pieces.length; first++)
      for (const word of reading.wordsFrom(first))
        for (const letters of word.readings) this.#hashes.find(skeletonOf(letters), found);
  }
}
