import { classOf } from './classes.ts';

/** One step of a hash over classes of letters (FNV-1a). */
export const step = (hash: number, letter: number): number => Math.imul(hash ^ letter, 0x01000193);

export const start = 0x811c9dc5 | 0;

/** Spreads a hash over all of its bits. */
export function finish(hash: number): number {
  let mixed = hash;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/**
 * The hash of what all spellings of a word have in common: its letters, whatever their script, with digits for the letters
 * they may stand for, and each repeated one once. Words that count as each other have one hash.
 */
export function skeletonOf(letters: string): number {
  let hash = start;
  let last = 0;
  for (let index = 0; index < letters.length; index++) {
    const letter = classOf(letters.charCodeAt(index));
    if (letter !== last) hash = step(hash, letter);
    last = letter;
  }
  return finish(hash);
}
