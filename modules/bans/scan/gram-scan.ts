import { firstLetter, unit } from './classes.ts';
import { HashIndex } from './hash-index.ts';
import type { PlainUnits } from './plain-units.ts';
import { finish, start, step } from './skeleton.ts';

/** So many letters are looked for first, or all of what has fewer. */
const mostLetters = 4;

/** As classes. */
export type Letters = ArrayLike<number>;

interface Sought {
  readonly letters: Letters;
  readonly rule: number;
}

/** Finds letters that follow each other, whatever marks stand between them. For one text after the other. */
export class GramScan {
  readonly #sought: Sought[] = [];
  /** What is sought by its first letters. */
  readonly #index = new HashIndex();
  /** How many letters are looked for first. */
  readonly #lengths = new Set<number>();
  #run = new Int32Array(1_024);
  /** Empty between places. */
  readonly #begun = new Set<number>();

  /** Each letter may be repeated in a text, and is not in these. */
  lookFor(letters: Letters, rule: number): void {
    const length = Math.min(letters.length, mostLetters);
    this.#lengths.add(length);
    this.#index.add(hashOf(letters, 0, length), this.#sought.push({ letters, rule }) - 1);
  }

  /** Once as the text stands, and once without the blanks between letters that are set apart. */
  scan(units: PlainUnits, found: Set<number>): void {
    if (units.length > this.#run.length) this.#run = new Int32Array(units.length * 2);
    if (this.#scanRuns(units, false, found)) this.#scanRuns(units, true, found);
  }

  /** Of letters between blanks. */
  scanRun(run: Letters, length: number, found: Set<number>): void {
    for (const gram of this.#lengths)
      for (let at = 0; at + gram <= length; at++) {
        this.#index.find(hashOf(run, at, gram), this.#begun);
        if (this.#begun.size > 0) this.#goOn(run, at, length, found);
      }
  }

  #goOn(run: Letters, at: number, length: number, found: Set<number>): void {
    for (const number of this.#begun) {
      const sought = this.#sought[number];
      if (sought !== undefined && standsAt(sought.letters, run, at, length)) found.add(sought.rule);
    }
    this.#begun.clear();
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

function hashOf(letters: Letters, at: number, length: number): number {
  let hash = start;
  for (let index = at; index < at + length; index++) hash = step(hash, letters[index] ?? 0);
  return finish(hash ^ length);
}

function standsAt(letters: Letters, run: Letters, at: number, length: number): boolean {
  if (at + letters.length > length) return false;
  for (let index = 0; index < letters.length; index++) if (letters[index] !== run[at + index]) return false;
  return true;
}

/** Whether a blank has pieces of one letter before it and behind it. */
function isBetweenSingles(classes: Uint16Array, blank: number, length: number): boolean {
  const isLetter = (index: number): boolean => index >= 0 && index < length && (classes[index] ?? 0) >= firstLetter;
  let before = blank - 1;
  while (before >= 0 && !isLetter(before)) before -= 1;
  if (before < 0 || isLetter(before - 1)) return false;
  let behind = blank + 1;
  while (behind < length && !isLetter(behind)) behind += 1;
  return behind < length && !isLetter(behind + 1);
}
