import type { PastEvent } from '../../functions/recommend/interests.ts';
import type { BuyerEvents } from './split.ts';

export interface Ratings {
  readonly buyers: readonly BuyerEvents[];
  readonly bad: readonly { readonly line: number; readonly message: string }[];
}

const number = /^-?\d+(\.\d+)?$/;

/**
 * Reads a ratings file: user, item, rating and epoch seconds, separated by tabs, such as u.data of MovieLens 100K.
 * Whatever the rating, the user was interested enough to try the item: each is a click. Lines that cannot be read are
 * told, each with its number from 1; empty lines are skipped.
 */
export function readRatings(text: string): Ratings {
  const byUser = new Map<string, PastEvent[]>();
  const bad: { line: number; message: string }[] = [];
  for (const [index, content] of text.split('\n').entries()) {
    if (content.trim() === '') continue;
    const fields = content.trimEnd().split('\t');
    const message = fault(fields);
    if (message !== undefined) {
      bad.push({ line: index + 1, message });
      continue;
    }
    const [user = '', item = '', , seconds = ''] = fields;
    const events = byUser.get(user) ?? [];
    events.push({ productId: item, action: 'click', at: Number(seconds) * 1_000 });
    byUser.set(user, events);
  }
  return { buyers: [...byUser].map(([buyer, events]) => ({ buyer, events })), bad };
}

function fault(fields: readonly string[]): string | undefined {
  const [user = '', item = '', rating = '', seconds = ''] = fields;
  if (fields.length !== 4) return `has ${fields.length} fields instead of user, item, rating, timestamp`;
  if (user === '' || item === '') return 'names no user or no item';
  if (!number.test(rating)) return `the rating "${rating.slice(0, 20)}" is no number`;
  if (!/^\d{1,11}$/.test(seconds)) return `the timestamp "${seconds.slice(0, 20)}" is not in epoch seconds`;
  return undefined;
}
