import { firstLetter, unit } from './classes.ts';
import type { HashIndex } from './hash-index.ts';
import type { PlainUnits } from './plain-units.ts';
import { finish, start, step } from './skeleton.ts';

/** So many letters of a substring are looked for first, or all of a shorter one. */
export const mostLetters = 4;

type Letters = ArrayLike<number>;

export function gramHash(letters: Letters, at: number, length: number): number {
  let hash = start;
  for (let index = at; index < at + length; index++) hash = step(hash, letters[index] ?? 0);
  return finish(hash ^ length);
}

/** Finds letters that follow each other, whatever marks stand between them. For one text after the other. */
export class GramScan {
  readonly #index: HashIndex;
  /** Of the grams that are looked for. */
  readonly #lengths = new Set<number>();
  #run = new Int32Array(1_024);

  constructor(index: HashIndex) {
    this.#index = index;
  }

  lookFor(length: number): void {
    this.#lengths.add(length);
  }

  /** Once as the text stands, and once without the blanks between letters that are set apart. */
  scan(units: PlainUnits, found: Set<number>): void {
    if (units.length > this.#run.length) this.#run = new Int32Array(units.length * 2);
    if (this.#scanRuns(units, false, found)) this.#scanRuns(units, true, found);
  }

  /** The letters between blanks, as classes, each repeated one once. */
  scanRun(run: Letters, length: number, found: Set<number>): void {
    for (const gram of this.#lengths)
      for (let at = 0; at + gram <= length; at++) this.#index.find(gramHash(run, at, gram), found);
  }

  /** Whether there are letters that may be set apart. */
  #scanRuns({ classes, length }: PlainUnits, isJoined: boolean, found: Set<number>): boolean {
    let letters = 0;
    let hasApart = false;
    for (let index = 0; index <= length; index++) {
      const kind = classes[index] ?? 0;
      if (kind >= firstLetter) {
        if (letters === 0 || kind !== this.#run[letters - 1]) this.#run[letters++] = kind;
      } else if (kind === unit.blank) {
        const isApart = isBetweenSingles(classes, index, length);
        hasApart ||= isApart;
        if (isApart && isJoined) continue;
        this.scanRun(this.#run, letters, found);
        letters = 0;
      }
    }
    return hasApart;
  }
}

/** Whether a blank has pieces of one letter before it and behind it. */
function isBetweenSingles(classes: Int32Array, blank: number, length: number): boolean {
  const isLetter = (index: number): boolean => index >= 0 && index < length && (classes[index] ?? 0) >= firstLetter;
  let before = blank - 1;
  while (before >= 0 && !isLetter(before)) before -= 1;
  if (before < 0 || isLetter(before - 1)) return false;
  let behind = blank + 1;
  while (behind < length && !isLetter(behind)) behind += 1;
  return behind < length && !isLetter(behind + 1);
}
