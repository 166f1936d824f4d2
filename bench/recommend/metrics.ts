/**
 * Normalised discounted cumulative gain of a ranking in which one item is relevant: 1 / log2(1 + rank) when it is among
 * the first `depth`, else 0; the ideal ranking has it first, with a gain of 1. Ranks count from 1.
 * Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20(4), 2002.
 */
export function ndcg(ranking: readonly string[], relevant: string, depth: number): number {
  const rank = 1 + ranking.slice(0, depth).indexOf(relevant);
  return rank === 0 ? 0 : 1 / Math.log2(1 + rank);
}

/** The share of the relevant items among the first `depth`: with one relevant item 1 or 0. */
export const recall = (ranking: readonly string[], relevant: string, depth: number): number =>
  ranking.slice(0, depth).includes(relevant) ? 1 : 0;
