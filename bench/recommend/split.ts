import type { PastEvent } from '../../functions/recommend/interests.ts';

/** What one buyer did; a product may occur several times. */
export interface BuyerEvents {
  readonly buyer: string;
  readonly events: readonly PastEvent[];
}

/** A buyer whose last new product is hidden: can it be predicted from what came before? */
export interface Case {
  readonly buyer: string;
  /** Events before the hidden product was met, and none of it. */
  readonly past: readonly PastEvent[];
  readonly hidden: string;
  /** Epoch milliseconds: when the buyer met the hidden product. */
  readonly at: number;
}

export interface Split {
  /** What may be learned from. */
  readonly training: readonly BuyerEvents[];
  readonly cases: readonly Case[];
}

/** With fewer products there is no taste to learn from. */
const fewestProducts = 3;

/**
 * Leave-last-out: of each buyer with three products and more, the one that was met last is hidden, all its events with it,
 * and everything from that moment on.
 */
export function leaveLastOut(buyers: readonly BuyerEvents[]): Split {
  const training: BuyerEvents[] = [];
  const cases: Case[] = [];
  for (const { buyer, events } of buyers) {
    const inOrder = events.toSorted((a, b) => a.at - b.at);
    const met = new Map<string, number>();
    for (const { productId, at } of inOrder) if (!met.has(productId)) met.set(productId, at);
    const last = [...met].at(-1);
    if (last === undefined || met.size < fewestProducts) {
      training.push({ buyer, events: inOrder });
      continue;
    }
    const [hidden, at] = last;
    const past = inOrder.slice(
      0,
      inOrder.findIndex(({ productId }) => productId === hidden),
    );
    training.push({ buyer, events: past });
    cases.push({ buyer, past, hidden, at });
  }
  return { training, cases };
}
