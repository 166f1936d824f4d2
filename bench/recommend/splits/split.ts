import type { PastEvent } from '../../../functions/recommend/interests.ts';

/** What one buyer did; a product may occur several times. */
export interface BuyerEvents {
  readonly buyer: string;
  readonly events: readonly PastEvent[];
}

/** A buyer of whom something is hidden: can it be predicted from what is known? */
export interface Case {
  readonly buyer: string;
  /** What is known of the buyer, in the order of time. */
  readonly past: readonly PastEvent[];
  readonly hidden: ReadonlySet<string>;
  /** Epoch milliseconds: when it is predicted. */
  readonly at: number;
}

export interface Split {
  /** What may be learned from. */
  readonly training: readonly BuyerEvents[];
  readonly cases: readonly Case[];
  /** Whether what a buyer has met already may be what is hidden, as in sessions in which people come back to an item. */
  readonly repeats: boolean;
}

export const inOrder = (events: readonly PastEvent[]): PastEvent[] => events.toSorted((a, b) => a.at - b.at);
