import type { Shares } from './interests.ts';

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

/** Products like another one by their words, the most alike first. */
export type Alike = readonly string[];

/** What is known when products are ranked for a buyer. */
export interface Evidence {
  /** By product, summing to 1; empty for a new buyer. */
  readonly interests: ReadonlyMap<string, number>;
  /** The same of a long memory. */
  readonly tastes: ReadonlyMap<string, number>;
  readonly shares: Shares;
  readonly neighbours: ReadonlyMap<string, readonly Neighbour[]>;
  /** Of products that the buyer was interested in lately: for those that nobody else met, and for what is new. */
  readonly alike: ReadonlyMap<string, Alike>;
  /** Category of each product that the buyer was interested in and that still exists. */
  readonly categories: ReadonlyMap<string, string>;
  readonly popular: readonly PopularProduct[];
  /** What the buyer has already. */
  readonly bought: ReadonlySet<string>;
  /** How often the buyer was shown a product and did nothing with it. */
  readonly passedOver: ReadonlyMap<string, number>;
}

/** How a product came to be recommended. */
export type Algorithm = 'neighbours' | 'similar' | 'category' | 'popular' | 'newest';

/** Why a product is recommended: what contributed most to its score. */
export type Because =
  /** The buyer's products whose neighbour it is, those that say most first. */
  | { readonly kind: 'neighbour'; readonly of: readonly string[] }
  /** The product of the buyer that it is most like by its words. */
  | { readonly kind: 'similar'; readonly to: string }
  | { readonly kind: 'category'; readonly category: string }
  | { readonly kind: 'popular' };

export interface Candidate {
  readonly productId: string;
  readonly score: number;
  readonly because: Because;
}

/** What a product that is like one that a buyer cares for alone gets at most: as much as a weak neighbour. */
const likenessShare = 0.05;

/** What is left of a score for each time that a product was shown in vain, and how many of those count. */
const passedOverShare = 0.9;
const maxPassedOver = 5;

/**
 * What a product that is popular in a category that the buyer cares for alone gets at most, and one that is popular at all:
 * as little as puts them behind all but the weakest neighbours.
 */
const categoryShare = 0.002;
const popularityShare = 0.000_001;

interface Contributions {
  readonly of: { readonly productId: string; readonly score: number }[];
  similar: { readonly to: string; readonly score: number } | undefined;
  category: number;
  popular: number;
  readonly in: string | undefined;
}

/**
 * Ranks products for a buyer, best first: item-to-item neighbours of what the buyer did (after Linden, Smith and York,
 * "Amazon.com Recommendations: Item-to-Item Collaborative Filtering", IEEE Internet Computing 7(1), 2003), near ones weighted
 * with what the buyer looks for now and those of a taste with all that the buyer likes; among the weak ones what is like the
 * buyer's products by its words; then what is popular in the buyer's categories, then what is popular, the best of each
 * category before the second best of any. What was shown in vain counts less. Equal scores are in the order of ids.
 */
export function rank(evidence: Evidence): Candidate[] {
  const { interests, tastes, shares, neighbours, alike, categories, popular, bought, passedOver } = evidence;
  const found = new Map<string, Contributions>();
  const contributions = (productId: string, category?: string): Contributions => {
    let known = found.get(productId);
    if (known === undefined)
      found.set(productId, (known = { of: [], similar: undefined, category: 0, popular: 0, in: category }));
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
          score:
            shares.near * interest * neighbour.score + shares.taste * (tastes.get(productId) ?? 0) * neighbour.taste,
        });
  for (const [to, products] of alike)
    for (const [place, productId] of products.entries()) {
      const contribution = contributions(productId);
      const score = (likenessShare * (interests.get(to) ?? 0)) / (place + 1);
      if (score > (contribution.similar?.score ?? 0)) contribution.similar = { to, score };
    }
  return [...found]
    .filter(([productId]) => !bought.has(productId))
    .map(([productId, contribution]) => candidate(productId, contribution, passedOver.get(productId) ?? 0))
    .toSorted((a, b) => b.score - a.score || (a.productId < b.productId ? -1 : 1));
}

function candidate(
  productId: string,
  { of, similar, category, popular, in: name }: Contributions,
  passedOver: number,
): Candidate {
  const neighbour = of.reduce((sum, { score }) => sum + score, 0);
  const likeness = similar?.score ?? 0;
  const left = passedOverShare ** Math.min(passedOver, maxPassedOver);
  const score = left * (neighbour + likeness + category + popular);
  if (neighbour > 0 && neighbour >= Math.max(likeness, category)) {
    const says = of.toSorted((a, b) => b.score - a.score).map((one) => one.productId);
    return { productId, score, because: { kind: 'neighbour', of: says } };
  }
  if (similar !== undefined && likeness >= category)
    return { productId, score, because: { kind: 'similar', to: similar.to } };
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
