import { readText, type Piece } from './read-text.ts';
import { runningLetters, type Running, type RunningLetters } from './running-letters.ts';
import { wordsFrom, type Word } from './words.ts';

/** A text that is read once, however many compare something with it. */
export class Reading {
  readonly pieces: readonly Piece[];
  readonly #words: (readonly Word[] | undefined)[] = [];
  readonly #running: (RunningLetters | undefined)[] = [];

  constructor(text: string) {
    this.pieces = readText(text);
  }

  /** Every word that begins with a piece, the longest first. */
  wordsFrom(first: number): readonly Word[] {
    return (this.#words[first] ??= wordsFrom(this.pieces, first));
  }

  letters(running: Running): RunningLetters {
    const way = Number(running.isJoined) * 2 + Number(running.isFolded);
    return (this.#running[way] ??= runningLetters(this.pieces, running));
  }
}

/** Texts, each of which is read when it is first asked for. For one product: nothing is ever forgotten. */
export class Readings {
  /** Most products are never asked about. */
  #readings: Map<string, Reading> | undefined;

  of(text: string): Reading {
    const readings = (this.#readings ??= new Map<string, Reading>());
    let reading = readings.get(text);
    if (reading === undefined) readings.set(text, (reading = new Reading(text)));
    return reading;
  }
}
