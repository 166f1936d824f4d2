import { foldId } from '../text/fold-id.ts';
import { HashIndex } from './hash-index.ts';
import { skeletonOf } from './skeleton.ts';

/** What is one unit, seen, and no other character in disguise. */
const isPlain = /^[ -~а-яё]*$/iu;

/** The hash of what all spellings of an id have in common. */
export const skeletonOfId = (id: string): number => skeletonOf(isPlain.test(id) ? id.trim() : foldId(id));

/** Rules by ids. Tells which of them may name an id: every one that does, and seldom others. */
export class IdIndex {
  readonly #index = new HashIndex();

  add(id: string, rule: number): void {
    this.#index.add(skeletonOfId(id), rule);
  }

  find(id: string, found: Set<number>): void {
    if (!this.#index.isEmpty && id !== '') this.#index.find(skeletonOfId(id), found);
  }
}
