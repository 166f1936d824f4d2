import { HashIndex } from './hash-index.ts';
import { skeletonOf } from './skeleton.ts';

/** What is one unit, seen, and no other character in disguise. */
const isPlain = /^[ -~а-яё]*$/iu;

/** Rules by ids. Tells which of them may name an id: every one that does, and seldom others. `fold`: the form in which ids are compared. */
export class IdIndex {
  readonly #index = new HashIndex();
  readonly #fold: (id: string) => string;

  constructor(fold: (id: string) => string) {
    this.#fold = fold;
  }

  add(id: string, rule: number): void {
    this.#index.add(skeletonOf(this.#fold(id)), rule);
  }

  find(id: string, found: Set<number>): void {
    if (this.#index.isEmpty || id === '') return;
    this.#index.find(skeletonOf(isPlain.test(id) ? id.trim() : this.#fold(id)), found);
  }
}
