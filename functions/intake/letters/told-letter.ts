import type { LetterDocument } from '../../../modules/dead-letters/letter-document.ts';
import { reasonOf } from './reason.ts';

/**
 * waiting: the product is not as this record says. processed: a change of the product as new as this one, or newer, has come
 * through since. returned: the record was sent again, and is another letter now.
 */
export const letterStates = ['waiting', 'processed', 'returned'] as const;

/** What is known beside a page of letters. */
export interface Since {
  /** The version of each product that the index has, by its id. */
  readonly versions: ReadonlyMap<string, number>;
  /** The letters that these became when they were sent again. */
  readonly returned: ReadonlyMap<string, string>;
}

/** A letter as its shop is told of it. */
export interface ToldLetter {
  /** By which people on duty find it. */
  readonly id: string;
  readonly product_id: string | null;
  readonly code: string;
  /** In Russian. */
  readonly reason: string;
  /** The same as the function said it, with the names of the fields. */
  readonly message: string;
  /** ISO 8601. */
  readonly at: string;
  readonly state: (typeof letterStates)[number];
  readonly returned_as?: string;
}

export function toldLetter(letter: LetterDocument, { versions, returned }: Since): ToldLetter {
  const { id, product_id: productId, version, code, message, at } = letter;
  const present = productId === undefined ? undefined : versions.get(productId);
  const next = returned.get(id);
  const told = { id, product_id: productId ?? null, code, reason: reasonOf(code, message), message, at };
  if (present !== undefined && version !== undefined && present >= version) return { ...told, state: 'processed' };
  return next === undefined ? { ...told, state: 'waiting' } : { ...told, state: 'returned', returned_as: next };
}
