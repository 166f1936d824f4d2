import { readText, type Piece } from './read-text.ts';
import { wordsFrom, type Word } from './words.ts';

/** A text that is read once, however many compare something with it. */
export class Reading {
  readonly pieces: readonly Piece[];
  readonly #words: (readonly Word[] | undefined)[] = [];

  constructor(text: string) {
    this.pieces = readText(text);
  }

  /** Every word that begins with a piece, the longest first. */
  wordsFrom(first: number): readonly Word[] {
    return (this.#words[first] ??= wordsFrom(this.pieces, first));
  }
}

/** Texts, each of which is read when it is first asked for. For one product: nothing is ever forgotten. */
export class Readings {
  readonly #readings = new Map<string, Reading>();

  of(text: string): Reading {
    let reading = this.#readings.get(text);
    if (reading === undefined) this.#readings.set(text, (reading = new Reading(text)));
    return reading;
  }
}
