import { foldSign } from '../text/letters.ts';
import { Reading, type Readings } from '../text/reading.ts';
import { classOf } from './classes.ts';
import { GramScan, type Letters } from './gram-scan.ts';
import type { PlainUnits } from './plain-units.ts';

/** Rules by letters that follow each other. Tells which of them a text may match, as PhraseIndex does by words. */
export class GramIndex {
  readonly #units: PlainUnits;
  readonly #scan = new GramScan();
  #fields = 0;

  constructor(units: PlainUnits) {
    this.#units = units;
  }

  /** `fields`: where the rule looks, a bit for each. */
  add(value: string, fields: number, rule: number): void {
    const runs = [...runsOf(new Reading(value), false)];
    this.#scan.lookFor(runs.toSorted((one, other) => other.length - one.length)[0] ?? [], rule);
    this.#fields |= fields;
  }

  find(text: string, field: number, readings: Readings, found: Set<number>): void {
    if ((this.#fields & field) === 0) return;
    if (this.#units.read(text)) this.#scan.scan(this.#units, found);
    else
      for (const isJoined of [false, true])
        for (const run of runsOf(readings.of(text), isJoined)) this.#scan.scanRun(run, run.length, found);
  }
}

/** The letters between blanks, as classes, each repeated one once. */
function* runsOf(reading: Reading, isJoined: boolean): Generator<Letters> {
  for (const word of reading.letters({ isJoined, isFolded: false }).letters.split(' ')) {
    const run: number[] = [];
    for (let index = 0; index < word.length; index++) {
      const letter = classOf(foldSign(word.charAt(index)).charCodeAt(0));
      if (letter !== run.at(-1)) run.push(letter);
    }
    if (run.length > 0) yield run;
  }
}
