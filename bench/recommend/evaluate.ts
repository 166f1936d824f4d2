import { hitRate, ndcg, recall, reciprocalRank } from './metrics.ts';
import type { Shelves } from './generated.ts';
import { bestScores, productsOf, type Recommender } from './recommenders/recommender.ts';
import type { Split } from './splits/split.ts';

/** Means over all cases, where nothing else is said. */
export interface Quality {
  readonly ndcg10: number;
  readonly recall20: number;
  readonly hitRate20: number;
  readonly mrr20: number;
  /** The share of all known products that is recommended to anyone. */
  readonly coverage: number;
  /** Bits of surprise of what is recommended: -log2 of the share of buyers who met it. Zhou et al., PNAS 107(10), 2010. */
  readonly novelty: number;
  /** How many buyers met what is recommended, over how many met what they did by themselves: above 1, the popular is pushed. */
  readonly popularityBias: number;
  /** How many stores the first ten are of; 0 where none is known. */
  readonly stores10: number;
}

/** Enough for every measure. */
const depth = 20;

export function evaluate(
  recommender: Recommender,
  { training, cases, repeats }: Split,
  shelves: Shelves = new Map(),
): Quality {
  const met = countMeetings(training);
  const sums = { ndcg10: 0, recall20: 0, hitRate20: 0, mrr20: 0, novelty: 0, shown: 0, hidden: 0, stores: 0 };
  const anyone = new Set<string>();
  const meetings = (products: Iterable<string>): number => mean(products, (product) => met.get(product) ?? 0);
  for (const one of cases) {
    const items = [...bestScores(recommender(one), one, repeats, depth).keys()];
    for (const item of items) anyone.add(item);
    sums.ndcg10 += ndcg(items, one.hidden, 10);
    sums.recall20 += recall(items, one.hidden, 20);
    sums.hitRate20 += hitRate(items, one.hidden, 20);
    sums.mrr20 += reciprocalRank(items, one.hidden, 20);
    sums.novelty += mean(items, (item) => -Math.log2((met.get(item) ?? 1) / training.length));
    sums.shown += meetings(items);
    sums.hidden += meetings(one.hidden);
    sums.stores += storesOf(items.slice(0, 10), shelves);
  }
  const of = (sum: number): number => sum / cases.length;
  return {
    ndcg10: of(sums.ndcg10),
    recall20: of(sums.recall20),
    hitRate20: of(sums.hitRate20),
    mrr20: of(sums.mrr20),
    coverage: anyone.size / met.size,
    novelty: of(sums.novelty),
    popularityBias: sums.shown / sums.hidden,
    stores10: of(sums.stores),
  };
}

const storesOf = (items: readonly string[], shelves: Shelves): number =>
  new Set(items.flatMap((item) => shelves.get(item)?.store_id ?? [])).size;

function countMeetings(training: Split['training']): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const products of productsOf(training))
    for (const product of products) counts.set(product, (counts.get(product) ?? 0) + 1);
  return counts;
}

function mean(items: Iterable<string>, value: (item: string) => number): number {
  const values = Array.from(items, value);
  return values.reduce((sum, one) => sum + one, 0) / (values.length || 1);
}

/** The mean of each measure over several splits. */
export function meanQuality(qualities: readonly [Quality, ...Quality[]]): Quality {
  const of = (measure: keyof Quality): number =>
    qualities.reduce((sum, quality) => sum + quality[measure], 0) / qualities.length;
  return {
    ndcg10: of('ndcg10'),
    recall20: of('recall20'),
    hitRate20: of('hitRate20'),
    mrr20: of('mrr20'),
    coverage: of('coverage'),
    novelty: of('novelty'),
    popularityBias: of('popularityBias'),
    stores10: of('stores10'),
  };
}
