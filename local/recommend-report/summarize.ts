import { difference, shareOf, type Difference, type Share } from './intervals.ts';

/** Recommendations that one buyer was shown. */
export interface Shown {
  readonly queryId: string;
  readonly userId: string;
  readonly variant: string;
  /** In the order in which they were shown. */
  readonly items: readonly { readonly productId: string; readonly algorithm: string }[];
}

/** What somebody did with an item that was shown. */
export interface Response {
  readonly queryId: string;
  readonly productId: string;
  readonly action: string;
}

export interface VariantReport {
  readonly variant: string;
  readonly answers: number;
  /** Of the buyers who were shown any: buyers and not answers, since what one buyer does is not independent. */
  readonly clicked: Share;
  readonly bought: Share;
  /** Beside the first variant. */
  readonly more?: { readonly clicked: Difference; readonly bought: Difference };
}

export interface AlgorithmReport {
  readonly variant: string;
  readonly algorithm: string;
  /** Of the items that were shown. */
  readonly clicked: Share;
  readonly bought: Share;
}

export interface RecommendReport {
  readonly variants: readonly VariantReport[];
  readonly algorithms: readonly AlgorithmReport[];
}

interface Tally {
  readonly variant: string;
  readonly users: Set<string>;
  readonly clickers: Set<string>;
  readonly buyers: Set<string>;
  readonly algorithms: Map<string, { shown: number; clicked: number; bought: number }>;
  answers: number;
}

/** Counts what was shown and what came of it, a portion at a time; memory grows with the buyers only. */
export class Summary {
  readonly #tallies = new Map<string, Tally>();

  /** `responses` are to these answers; others are passed over, and so is what was not shown. */
  add(shown: readonly Shown[], responses: readonly Response[]): void {
    const byQuery = Map.groupBy(responses, ({ queryId }) => queryId);
    for (const one of shown) this.#count(one, byQuery.get(one.queryId) ?? []);
  }

  report(): RecommendReport {
    const tallies = [...this.#tallies.values()].toSorted((a, b) => (a.variant < b.variant ? -1 : 1));
    const shares = tallies.map(({ variant, answers, users, clickers, buyers }) => ({
      variant,
      answers,
      clicked: shareOf(clickers.size, users.size),
      bought: shareOf(buyers.size, users.size),
    }));
    const [first] = shares;
    return {
      variants: shares.map((one) =>
        first === undefined || one === first
          ? one
          : {
              ...one,
              more: {
                clicked: difference(one.clicked, first.clicked),
                bought: difference(one.bought, first.bought),
              },
            },
      ),
      algorithms: tallies.flatMap(({ variant, algorithms }) =>
        [...algorithms].map(([algorithm, { shown, clicked, bought }]) => ({
          variant,
          algorithm,
          clicked: shareOf(clicked, shown),
          bought: shareOf(bought, shown),
        })),
      ),
    };
  }

  #count({ userId, variant, items }: Shown, responses: readonly Response[]): void {
    const tally = this.#tallyOf(variant);
    tally.answers += 1;
    tally.users.add(userId);
    const clicked = new Set(responses.map(({ productId }) => productId));
    const bought = new Set(responses.flatMap(({ action, productId }) => (action === 'purchase' ? [productId] : [])));
    for (const { productId, algorithm } of items) {
      const counts = tally.algorithms.get(algorithm) ?? { shown: 0, clicked: 0, bought: 0 };
      tally.algorithms.set(algorithm, counts);
      counts.shown += 1;
      if (clicked.has(productId)) {
        counts.clicked += 1;
        tally.clickers.add(userId);
      }
      if (bought.has(productId)) {
        counts.bought += 1;
        tally.buyers.add(userId);
      }
    }
  }

  #tallyOf(variant: string): Tally {
    const known = this.#tallies.get(variant);
    if (known !== undefined) return known;
    const tally = {
      variant,
      answers: 0,
      users: new Set<string>(),
      clickers: new Set<string>(),
      buyers: new Set<string>(),
      algorithms: new Map(),
    };
    this.#tallies.set(variant, tally);
    return tally;
  }
}
