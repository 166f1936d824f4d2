import type { Recommender } from './baselines.ts';
import { ndcg, recall } from './metrics.ts';
import type { Case } from './split.ts';

export interface Quality {
  /** Means over all cases. */
  readonly ndcg10: number;
  readonly recall20: number;
}

export function evaluate(recommender: Recommender, cases: readonly Case[]): Quality {
  let gain = 0;
  let found = 0;
  for (const one of cases) {
    const ranking = recommender(one);
    gain += ndcg(ranking, one.hidden, 10);
    found += recall(ranking, one.hidden, 20);
  }
  return { ndcg10: gain / cases.length, recall20: found / cases.length };
}
