import type { BuyerEvents, Case } from '../splits/split.ts';
import { add, type Recommender } from './recommender.ts';

/** Milliseconds without an event after which another session begins. */
const pause = 30 * 60_000;
/** Sessions that are compared with, the latest that share a product; and those of them that count, the most alike. */
const compared = 1_000;
const counted = 200;
/** Products of the buyer's latest that are compared. */
const latest = 20;

/**
 * V-SKNN: what belongs to sessions like this one, where its latest products count most. A session's likeness is the sum of
 * the places, as shares of the session's length, of the products that both have, over the root of the product of their
 * lengths; a product gets the likeness of each session that has it, the more the later in this session what they share.
 * Ludewig and Jannach, "Evaluation of session-based recommendation algorithms", UMUAI 28, 2018.
 */
export function sessionNeighbours(training: readonly BuyerEvents[]): Recommender {
  const sessions = training
    .flatMap(({ events }) => sessionsOf(events))
    .toSorted((a, b) => b.at - a.at)
    .map(({ products }) => products);
  const having = new Map<string, number[]>();
  for (const [session, products] of sessions.entries())
    for (const product of products) {
      const known = having.get(product);
      if (known === undefined) having.set(product, [session]);
      else known.push(session);
    }
  return ({ past }) => {
    const places = placesOf(past);
    const likeness = new Map<number, number>();
    for (const [product, place] of places)
      for (const session of having.get(product)?.slice(0, compared) ?? [])
        likeness.set(session, (likeness.get(session) ?? 0) + place);
    const scores = new Map<string, number>();
    const like = (session: number): number =>
      (likeness.get(session) ?? 0) / Math.sqrt(places.size * (sessions[session]?.size ?? 1));
    const alike = [...likeness.keys()].toSorted((a, b) => like(b) - like(a) || a - b).slice(0, counted);
    for (const session of alike) {
      const products = sessions[session] ?? new Set();
      const shared = Math.max(...[...places].map(([product, place]) => (products.has(product) ? place : 0)));
      for (const product of products) add(scores, product, like(session) * shared);
    }
    return scores;
  };
}

interface Session {
  readonly at: number;
  readonly products: ReadonlySet<string>;
}

/** The visits of a buyer; `events` are in the order of time. */
function sessionsOf(events: BuyerEvents['events']): Session[] {
  const sessions: { at: number; products: Set<string> }[] = [];
  for (const { productId, at } of events) {
    const last = sessions.at(-1);
    if (last !== undefined && at - last.at <= pause) {
      last.products.add(productId);
      last.at = at;
    } else sessions.push({ at, products: new Set([productId]) });
  }
  return sessions;
}

/** The latest products of a buyer, the last with 1, the others with less the earlier they were met. */
function placesOf(past: Case['past']): ReadonlyMap<string, number> {
  const products = [...new Set(past.map(({ productId }) => productId).toReversed())].slice(0, latest);
  return new Map(products.map((product, index) => [product, 1 - index / products.length]));
}
