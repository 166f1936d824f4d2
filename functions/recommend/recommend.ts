import type { Client } from '@opensearch-project/opensearch';
import type { IndexNames } from '../../modules/opensearch/indices.ts';
import { readAlike } from './alike.ts';
import { diversified, varied } from './diversify.ts';
import { readHistory } from './history.ts';
import { interests, mostProducts, sharesAt, tastes } from './interests.ts';
import { readNeighbours } from './neighbours.ts';
import { newestOffers, readOffers, type Offer } from './offers.ts';
import { passedOver, readShown } from './passed-over.ts';
import { readPopular } from './popular.ts';
import { rank, type Algorithm, type Because, type Candidate, type PopularProduct } from './rank.ts';
import { reason } from './reason.ts';
import type { Variant } from './variant.ts';

export interface Recommendation {
  readonly product_id: string;
  readonly name: string;
  readonly score: number;
  /** In Russian. */
  readonly reason: string;
  readonly algorithm: Algorithm;
  readonly category: string;
  readonly price: { readonly amount: number; readonly currency: string };
}

export interface RecommendDependencies {
  readonly client: Client;
  readonly indices: Pick<
    IndexNames,
    'clientQueries' | 'recommendations' | 'popularProducts' | 'products' | 'filteredProducts'
  >;
}

/** Popular products for each that is wanted, as some of them are sold out, bought or recommended for other reasons. */
const spare = 5;
const maxCategories = 10;
/** OpenSearch's index.max_result_window. */
const maxHits = 10_000;

/**
 * Up to `limit` products for a buyer, best first, all of them in stock, none banned or bought already, as of this moment.
 * A buyer without a history gets popular products of different categories; before the first analysis everyone gets new
 * ones. Four round trips to OpenSearch as a rule.
 */
export async function recommend(
  { client, indices }: RecommendDependencies,
  {
    userId,
    limit,
    now,
    variant,
  }: {
    readonly userId: string;
    readonly limit: number;
    readonly now: number;
    readonly variant: Variant;
  },
): Promise<Recommendation[]> {
  const readMost = (categories: readonly string[] | 'all'): Promise<PopularProduct[]> =>
    readPopular(client, indices.popularProducts, categories, limit * spare);
  const [history, shownBefore, popular] = await Promise.all([
    readHistory(client, indices.clientQueries, userId),
    readShown(client, indices.clientQueries, userId),
    readMost('all'),
  ]);

  const cares = interests(history.events, now);
  const ids = [...cares.keys()].slice(0, mostProducts);
  const [neighbours, seen] = await Promise.all([
    readNeighbours(client, indices.recommendations, ids),
    readOffers(client, indices.products, ids),
  ]);
  const categories = new Map([...seen].map(([id, { category }]) => [id, category]));
  const [ofCategories, alike] = await Promise.all([
    readMost([...new Set(categories.values())].slice(0, maxCategories)),
    readAlike(client, indices, ids, { neighbours, now }),
  ]);

  const candidates = rank({
    interests: cares,
    tastes: tastes(ids),
    shares: variant === 'both' ? sharesAt(history.events, now) : { near: 1, taste: 0 },
    neighbours,
    alike,
    categories,
    popular: [...popular, ...ofCategories],
    bought: history.bought,
    passedOver: passedOver(shownBefore, history.events, now),
  });
  const items = varied(await firstAvailable({ client, indices }, candidates, limit)).slice(0, limit);
  const known = (id: string): string | undefined => seen.get(id)?.name;
  const personal = items.map(({ offer, score, because }) =>
    shown(offer, score, reason(because, known), algorithms[because.kind]),
  );
  if (personal.length === limit) return personal;
  return [...personal, ...(await newest({ client, indices }, limit, history.bought, personal))].slice(0, limit);
}

const algorithms = {
  neighbour: 'neighbours',
  similar: 'similar',
  category: 'category',
  popular: 'popular',
} as const satisfies Record<Because['kind'], Algorithm>;

const shown = (
  { product_id, name, category, price }: Offer,
  score: number,
  why: string,
  algorithm: Algorithm,
): Recommendation => ({
  product_id,
  name,
  score,
  reason: why,
  algorithm,
  category,
  price,
});

/** At least so many if there are: looks at the candidates in portions, as the first are available as a rule. */
async function firstAvailable(
  { client, indices }: RecommendDependencies,
  candidates: readonly Candidate[],
  limit: number,
): Promise<(Candidate & { readonly offer: Offer })[]> {
  const available: (Candidate & { readonly offer: Offer })[] = [];
  const portion = limit * 2 + 10;
  for (let from = 0; from < candidates.length && available.length < limit; from += portion) {
    const some = candidates.slice(from, from + portion);
    const ids = some.map(({ productId }) => productId);
    const offers = await readOffers(client, indices.products, ids);
    for (const one of some) {
      const offer = offers.get(one.productId);
      if (offer?.in_stock === true) available.push({ ...one, offer });
    }
  }
  return available;
}

/** What is left to recommend where too little is known of what buyers do. */
async function newest(
  { client, indices }: RecommendDependencies,
  limit: number,
  bought: ReadonlySet<string>,
  others: readonly Recommendation[],
): Promise<Recommendation[]> {
  const taken = new Set([...bought, ...others.map(({ product_id }) => product_id)]);
  const offers = await newestOffers(client, indices.filteredProducts, Math.min(limit * spare + taken.size, maxHits));
  const left = offers.filter(({ product_id }) => !taken.has(product_id));
  return diversified(left, ({ category }) => category).map((offer) =>
    shown(offer, 0, `новинка в категории «${offer.category}»`, 'newest'),
  );
}
