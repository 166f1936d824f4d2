import { lettersOf } from '../phrase/substring.ts';
import { foldSign } from '../text/letters.ts';
import { readText } from '../text/read-text.ts';
import { HashIndex } from './hash-index.ts';
import { finish, start, step } from './skeleton.ts';
import { classOf } from './classes.ts';

/** So many letters of a substring are looked for first, or all of a shorter one. */
const mostLetters = 4;

/** Rules by letters that follow each other. Tells which of them a text may match, as WordIndex does by words. */
export class GramIndex {
  readonly #index = new HashIndex();
  readonly #lengths = new Set<number>();

  add(value: string, rule: number): void {
    const longest =
      [...runsOf(lettersOf(readText(value), false))].toSorted((one, other) => other.length - one.length)[0] ?? [];
    const gram = longest.slice(0, mostLetters);
    this.#lengths.add(gram.length);
    this.#index.add(hashOf(gram, 0, gram.length), rule);
  }

  find(text: string, found: Set<number>): void {
    const pieces = readText(text);
    for (const isJoined of [false, true])
      for (const run of runsOf(lettersOf(pieces, isJoined)))
        for (const length of this.#lengths)
          for (let at = 0; at + length <= run.length; at++) this.#index.find(hashOf(run, at, length), found);
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

function hashOf(run: readonly number[], at: number, length: number): number {
  let hash = start;
  for (let index = at; index < at + length; index++) hash = step(hash, run[index] ?? 0);
  return finish(hash ^ length);
}
