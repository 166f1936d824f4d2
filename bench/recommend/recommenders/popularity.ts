import type { BuyerEvents } from '../splits/split.ts';
import { add, type Recommender } from './recommender.ts';

/** What many buyers met, the latest most: a meeting counts half after `halfLife` milliseconds, and each buyer once. */
export function popularity(training: readonly BuyerEvents[], halfLife: number): Recommender {
  const now = training.flatMap(({ events }) => events.map(({ at }) => at)).reduce((a, b) => Math.max(a, b), 0);
  const scores = new Map<string, number>();
  for (const { events } of training) {
    const latest = new Map(events.map(({ productId, at }) => [productId, at]));
    for (const [product, at] of latest) add(scores, product, 0.5 ** ((now - at) / halfLife));
  }
  return () => scores;
}
