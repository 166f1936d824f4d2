import { actionWeights, type Action } from '../../modules/ubi/action.ts';

/** So many products of a buyer's latest say what to recommend. */
export const mostProducts = 60;

/** What a buyer did with a product. */
export interface PastEvent {
  readonly productId: string;
  readonly action: Action;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** What each model of neighbours counts: docs/decisions/062-two-models-of-neighbours.md. */
export interface Shares {
  readonly near: number;
  readonly taste: number;
}

/** Milliseconds after which an event says half as much. */
const halfLife = 14 * 24 * 3_600_000;
/** And so many products that came after it: what a buyer looks for changes by looking, not only by the calendar. */
const halfRanks = 3;
/** Milliseconds without an event after which a buyer has gone, and what comes next is another visit. Answers within it are one look. */
export const visitPause = 30 * 60_000;
/** As so many products that came after it counts a visit: who comes back comes for something else. */
const ranksOfVisit = 20;
const shares = { visiting: { near: 1, taste: 1 }, coming: { near: 0.04, taste: 2 } };

/**
 * How interested a buyer is in each product now: the sum of the weights of what the buyer did with it (each action once: a
 * product that is looked at ten times is not ten times as good), halved for age and for what came after. Sums to 1.
 * In the order of the products' latest events, newest first. `now`: epoch milliseconds.
 */
export function interests(events: readonly PastEvent[], now: number): ReadonlyMap<string, number> {
  const counted = new Set<string>();
  const raw = new Map<string, { readonly rank: number; weight: number }>();
  let rank = 0;
  let before: number | undefined;
  for (const { productId, action, at } of events.toSorted((a, b) => b.at - a.at)) {
    if (before !== undefined && before - at > visitPause) rank += ranksOfVisit;
    before = at;
    let known = raw.get(productId);
    if (known === undefined) raw.set(productId, (known = { rank: rank++, weight: 0 }));
    if (counted.has(`${action} ${productId}`)) continue;
    counted.add(`${action} ${productId}`);
    known.weight += actionWeights[action] * 0.5 ** (Math.max(0, now - at) / halfLife);
  }
  const weighed = [...raw].map(([id, one]) => [id, one.weight * 0.5 ** (one.rank / halfRanks)] as const);
  const total = weighed.reduce((sum, [, weight]) => sum + weight, 0);
  return new Map(weighed.map(([id, weight]) => [id, weight / total]));
}

/** The same of a long memory: each product alike, as the model of tastes was learned. Sums to 1. */
export const tastes = (productIds: readonly string[]): ReadonlyMap<string, number> =>
  new Map(productIds.map((id) => [id, 1 / productIds.length]));

/**
 * While buyers look around, what comes next belongs to what they look at; who comes back after a while comes for something
 * else, of which the taste tells more. `now`: epoch milliseconds.
 */
export function sharesAt(events: readonly PastEvent[], now: number): Shares {
  const latest = events.reduce((time, { at }) => Math.max(time, at), 0);
  return now - latest > visitPause ? shares.coming : shares.visiting;
}
