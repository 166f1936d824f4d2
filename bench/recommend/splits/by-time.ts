import { inOrder, type BuyerEvents, type Case, type Split } from './split.ts';

/** The share of all events that is learned from. */
const learned = 0.8;

/**
 * One moment for everyone, after which the last fifth of all events lies: what buyers met before is known, what they met for
 * the first time after it is hidden. So nothing is learned from the future of anybody else.
 */
export function splitByTime(buyers: readonly BuyerEvents[]): Split {
  const times = buyers.flatMap(({ events }) => events.map(({ at }) => at)).toSorted((a, b) => a - b);
  const moment = times[Math.floor(times.length * learned)] ?? 0;
  const training: BuyerEvents[] = [];
  const cases: Case[] = [];
  for (const { buyer, events } of buyers) {
    const past = inOrder(events.filter(({ at }) => at < moment));
    if (past.length === 0) continue;
    training.push({ buyer, events: past });
    const met = new Set(past.map(({ productId }) => productId));
    const later = events.filter(({ at, productId }) => at >= moment && !met.has(productId));
    const hidden = new Set(later.map(({ productId }) => productId));
    if (hidden.size > 0) cases.push({ buyer, past, hidden, at: moment });
  }
  return { training, cases, repeats: false };
}
