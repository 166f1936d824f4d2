import { lastLetter, letterOf } from './letters.ts';

const width = lastLetter + 1;

/** The endings of all paradigms as a tree that is walked from a form's last letter towards its first. */
export class EndingTree {
  /** The child of a node by letter, 0 for none; node 0 is the root. */
  readonly #children: Uint16Array;
  readonly #endingOf: Int16Array;

  constructor(endings: readonly string[]) {
    const most = endings.reduce((sum, { length }) => sum + length, 1);
    this.#children = new Uint16Array(most * width);
    this.#endingOf = new Int16Array(most).fill(-1);
    let nodes = 1;
    for (const [number, ending] of endings.entries()) {
      let node = 0;
      for (let index = ending.length - 1; index >= 0; index--) {
        const edge = node * width + letterOf(ending.charCodeAt(index));
        node = this.#children[edge] ||= nodes++;
      }
      this.#endingOf[node] = number;
    }
  }

  /** The node behind a letter, or 0 when no ending goes on so. */
  step(node: number, letter: number): number {
    return this.#children[node * width + letter] ?? 0;
  }

  /** The number of the ending that is complete at a node, or -1. */
  endingAt(node: number): number {
    return this.#endingOf[node] ?? -1;
  }
}
