import { lettersOf } from '../phrase/substring.ts';
import { foldSign } from '../text/letters.ts';
import { readText } from '../text/read-text.ts';
import type { Readings } from '../text/reading.ts';
import { classOf } from './classes.ts';
import { GramScan, gramHash, mostLetters } from './gram-scan.ts';
import { HashIndex } from './hash-index.ts';
import type { PlainUnits } from './plain-units.ts';

/** Rules by letters that follow each other. Tells which of them a text may match, as PhraseIndex does by words. */
export class GramIndex {
  readonly #index = new HashIndex();
  readonly #units: PlainUnits;
  readonly #scan = new GramScan(this.#index);
  #fields = 0;

  constructor(units: PlainUnits) {
    this.#units = units;
  }

  /** `fields`: where the rule looks, a bit for each. */
  add(value: string, fields: number, rule: number): void {
    const longest =
      [...runsOf(lettersOf(readText(value), false))].toSorted((one, other) => other.length - one.length)[0] ?? [];
    const gram = longest.slice(0, mostLetters);
    this.#scan.lookFor(gram.length);
    this.#index.add(gramHash(gram, 0, gram.length), rule);
    this.#fields |= fields;
  }

  find(text: string, field: number, readings: Readings, found: Set<number>): void {
    if ((this.#fields & field) === 0) return;
    if (this.#units.read(text)) this.#scan.scan(this.#units, found);
    else this.#findWhole(text, readings, found);
  }

  #findWhole(text: string, readings: Readings, found: Set<number>): void {
    const { pieces } = readings.of(text);
    for (const isJoined of [false, true])
      for (const run of runsOf(lettersOf(pieces, isJoined))) this.#scan.scanRun(run, run.length, found);
  }
}

/** The letters between blanks, as classes, each repeated one once. */
function* runsOf(letters: string): Generator<number[]> {
  for (const word of letters.split(' ')) {
    const run: number[] = [];
    for (let index = 0; index < word.length; index++) {
      const letter = classOf(foldSign(word.charAt(index)).charCodeAt(0));
      if (letter !== run.at(-1)) run.push(letter);
    }
    if (run.length > 0) yield run;
  }
}
