import { actionWeights, type Action } from '../../modules/ubi/action.ts';

/** What a buyer did with a product. */
export interface PastEvent {
  readonly productId: string;
  readonly action: Action;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Milliseconds after which an event says half as much. */
const halfLife = 14 * 24 * 3_600_000;
/** And so many products that came after it: what a buyer looks for changes by looking, not only by the calendar. */
const halfRanks = 3;

/**
 * How interested a buyer is in each product now: the sum of the weights of what the buyer did with it (each action once: a
 * product that is looked at ten times is not ten times as good), halved for age and for what came after. Sums to 1.
 * In the order of the products' latest events, newest first. `now`: epoch milliseconds.
 */
export function interests(events: readonly PastEvent[], now: number): ReadonlyMap<string, number> {
  const entries = [...likings(events, now)];
  return shares(entries.map(([id, liking], rank) => [id, liking * 0.5 ** (rank / halfRanks)]));
}

/** The same of a long memory: whatever came after, a taste stays. */
export const tastes = (events: readonly PastEvent[], now: number): ReadonlyMap<string, number> =>
  shares([...likings(events, now)]);

/** Weights of actions, halved for age; by product, the latest first. */
function likings(events: readonly PastEvent[], now: number): ReadonlyMap<string, number> {
  const latest = new Map<string, PastEvent>();
  for (const event of events.toSorted((a, b) => b.at - a.at)) {
    const key = `${event.action} ${event.productId}`;
    if (!latest.has(key)) latest.set(key, event);
  }
  const sums = new Map<string, number>();
  for (const { productId, action, at } of latest.values()) {
    const fresh = 0.5 ** (Math.max(0, now - at) / halfLife);
    sums.set(productId, (sums.get(productId) ?? 0) + actionWeights[action] * fresh);
  }
  return sums;
}

function shares(weights: readonly (readonly [string, number])[]): ReadonlyMap<string, number> {
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  return new Map(weights.map(([id, weight]) => [id, weight / total]));
}
