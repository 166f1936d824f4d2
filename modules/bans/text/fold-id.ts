import { foldLetter } from './letters.ts';

/** An id in the form in which ids are compared. */
export const foldId = (id: string): string =>
  Array.from(id.trim().normalize('NFKC').toLowerCase(), (letter) => foldLetter(letter)).join('');
