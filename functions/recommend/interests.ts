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
  const latest = new Map<string, PastEvent>();
  for (const event of events.toSorted((a, b) => b.at - a.at)) {
    const key = `${event.action} ${event.productId}`;
    if (!latest.has(key)) latest.set(key, event);
  }
  const raw = new Map<string, number>();
  for (const { productId, action, at } of latest.values()) {
    const fresh = 0.5 ** (Math.max(0, now - at) / halfLife);
    raw.set(productId, (raw.get(productId) ?? 0) + actionWeights[action] * fresh);
  }
  const weighed = [...raw].map(([id, weight], rank) => [id, weight * 0.5 ** (rank / halfRanks)] as const);
  const total = weighed.reduce((sum, [, weight]) => sum + weight, 0);
  return new Map(weighed.map(([id, weight]) => [id, weight / total]));
}

/** The same of a long memory: each product alike, as the model of tastes was learned. Sums to 1. */
export const tastes = (productIds: readonly string[]): ReadonlyMap<string, number> =>
  new Map(productIds.map((id) => [id, 1 / productIds.length]));
