import { inOrder, type BuyerEvents, type Case, type Split } from './split.ts';

/** With fewer products there is no taste to learn from. */
const fewestProducts = 3;

/**
 * Of each buyer with three products and more, the one that was met last is hidden, all its events with it, and everything
 * from that moment on.
 */
export function leaveLastOut(buyers: readonly BuyerEvents[]): Split {
  const training: BuyerEvents[] = [];
  const cases: Case[] = [];
  for (const { buyer, events } of buyers) {
    const ordered = inOrder(events);
    const met = new Map<string, number>();
    for (const { productId, at } of ordered) if (!met.has(productId)) met.set(productId, at);
    const last = [...met].at(-1);
    if (last === undefined || met.size < fewestProducts) {
      training.push({ buyer, events: ordered });
      continue;
    }
    const [hidden, at] = last;
    const past = ordered.slice(
      0,
      ordered.findIndex(({ productId }) => productId === hidden),
    );
    training.push({ buyer, events: past });
    cases.push({ buyer, past, hidden: new Set([hidden]), at });
  }
  return { training, cases, repeats: false };
}
