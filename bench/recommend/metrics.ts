/** What a relevant item at a rank from 1 is worth. */
const gain = (rank: number): number => 1 / Math.log2(1 + rank);

/**
 * Normalised discounted cumulative gain of the first `depth`: each relevant item gains 1 / log2(1 + rank), ranks from 1, and
 * the sum is divided by that of the ideal ranking. Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR
 * techniques", ACM TOIS 20(4), 2002.
 */
export function ndcg(ranking: readonly string[], relevant: ReadonlySet<string>, depth: number): number {
  let gained = 0;
  for (const [index, item] of ranking.slice(0, depth).entries()) if (relevant.has(item)) gained += gain(index + 1);
  let ideal = 0;
  for (let rank = 1; rank <= Math.min(depth, relevant.size); rank++) ideal += gain(rank);
  return ideal === 0 ? 0 : gained / ideal;
}

/** The share of the relevant items among the first `depth`. */
export const recall = (ranking: readonly string[], relevant: ReadonlySet<string>, depth: number): number =>
  relevant.size === 0 ? 0 : ranking.slice(0, depth).filter((item) => relevant.has(item)).length / relevant.size;

/** Whether any relevant item is among the first `depth`: 1 or 0. */
export const hitRate = (ranking: readonly string[], relevant: ReadonlySet<string>, depth: number): number =>
  ranking.slice(0, depth).some((item) => relevant.has(item)) ? 1 : 0;

/** 1 / the rank of the first relevant item among the first `depth`, else 0. */
export function reciprocalRank(ranking: readonly string[], relevant: ReadonlySet<string>, depth: number): number {
  const index = ranking.slice(0, depth).findIndex((item) => relevant.has(item));
  return index === -1 ? 0 : 1 / (1 + index);
}
