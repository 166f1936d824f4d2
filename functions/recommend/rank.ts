/** A product that buyers look at together with another. */
export interface Neighbour {
  readonly productId: string;
  /** How often, near to each other: cosine similarity, from 0 to 1. */
  readonly score: number;
  /** How much the one says for the other at any time, beside all else: the weight of EASE, from 0 to about 1. */
  readonly taste: number;
}

export interface PopularProduct {
  readonly productId: string;
  readonly category: string;
  /** Of any unit; only compared. */
  readonly score: number;
  /** From 1. */
  readonly rankInCategory: number;
}

/** What is known when products are ranked for a buyer. */
export interface Evidence {
  /** By product, summing to 1; empty for a new buyer. */
  readonly interests: ReadonlyMap<string, number>;
  /** The same of a long memory. */
  readonly tastes: ReadonlyMap<string, number>;
  readonly neighbours: ReadonlyMap<string, readonly Neighbour[]>;
  /** Category of each product that the buyer was interested in and that still exists. */
  readonly categories: ReadonlyMap<string, string>;
  readonly popular: readonly PopularProduct[];
  /** What the buyer has already. */
  readonly bought: ReadonlySet<string>;
}

/** How a product came to be recommended. */
export type Algorithm = 'neighbours' | 'category' | 'popular' | 'newest';

/** Why a product is recommended: what contributed most to its score. */
export type Because =
  /** The buyer's products whose neighbour it is, those that say most first. */
  | { readonly kind: 'neighbour'; readonly of: readonly string[] }
  | { readonly kind: 'category'; readonly category: string }
  | { readonly kind: 'popular' };

export interface Candidate {
  readonly productId: string;
  readonly score: number;
  readonly because: Because;
}

/** What a taste counts beside an interest: docs/decisions/062-two-models-of-neighbours.md. */
const tasteShare = 2;

/**
 * What a product that is popular in a category that the buyer cares for alone gets at most, and one that is popular at all:
 * as little as puts them behind all but the weakest neighbours.
 */
const categoryShare = 0.002;
const popularityShare = 0.000_001;

interface Contributions {
  readonly of: { readonly productId: string; readonly score: number }[];
  category: number;
  popular: number;
  readonly in: string | undefined;
}

/**
 * Ranks products for a buyer, best first: item-to-item neighbours of what the buyer did (after Linden, Smith and York,
 * "Amazon.com Recommendations: Item-to-Item Collaborative Filtering", IEEE Internet Computing 7(1), 2003), near ones weighted
 * with what the buyer looks for now and those of a taste with all that the buyer likes; then what is popular in the buyer's categories, then what
 * is popular, the best of each category before the second best of any. Equal scores are in the order of ids.
 */
export function rank(evidence: Evidence): Candidate[] {
  const { interests, tastes, neighbours, categories, popular, bought } = evidence;
  const found = new Map<string, Contributions>();
  const contributions = (productId: string, category?: string): Contributions => {
    let known = found.get(productId);
    if (known === undefined) found.set(productId, (known = { of: [], category: 0, popular: 0, in: category }));
    return known;
  };
  const best = Math.max(0, ...popular.map(({ score }) => score));
  const cares = interestByCategory(interests, categories);
  for (const { productId, category, score, rankInCategory } of popular) {
    // Between 1 / (rank + 1) and 1 / rank, so that no second of a category comes before the first of another.
    const popularity = 1 / (rankInCategory + 1 - score / (best || 1));
    const contribution = contributions(productId, category);
    contribution.category = categoryShare * (cares.get(category) ?? 0) * popularity;
    contribution.popular = popularityShare * popularity;
  }
  for (const [productId, interest] of interests)
    for (const neighbour of neighbours.get(productId) ?? [])
      if (neighbour.productId !== productId)
        contributions(neighbour.productId).of.push({
          productId,
          score: interest * neighbour.score + tasteShare * (tastes.get(productId) ?? 0) * neighbour.taste,
        });
  return [...found]
    .filter(([productId]) => !bought.has(productId))
    .map(([productId, contribution]) => candidate(productId, contribution))
    .toSorted((a, b) => b.score - a.score || (a.productId < b.productId ? -1 : 1));
}

function candidate(productId: string, { of, category, popular, in: name }: Contributions): Candidate {
  const neighbour = of.reduce((sum, { score }) => sum + score, 0);
  const score = neighbour + category + popular;
  if (neighbour > 0 && neighbour >= category) {
    const says = of.toSorted((a, b) => b.score - a.score).map((one) => one.productId);
    return { productId, score, because: { kind: 'neighbour', of: says } };
  }
  if (category > 0 && name !== undefined) return { productId, score, because: { kind: 'category', category: name } };
  return { productId, score, because: { kind: 'popular' } };
}

function interestByCategory(
  interests: ReadonlyMap<string, number>,
  categories: ReadonlyMap<string, string>,
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [productId, interest] of interests) {
    const category = categories.get(productId);
    if (category !== undefined) sums.set(category, (sums.get(category) ?? 0) + interest);
  }
  return sums;
}
