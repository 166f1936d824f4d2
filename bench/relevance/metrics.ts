import type { Grade } from './judged/judged-set.ts';

/** How well each document answers the query, by id; a document that is not named does not. */
export type Grades = ReadonlyMap<string, Grade>;

/** A grade from which on a document counts as found. */
const exact: Grade = 2;

/**
 * The reciprocal rank of the first document that is exactly what was asked for: 1 / rank when it is among the first
 * `depth`, else 0. Ranks count from 1. Its mean over queries is the MRR.
 * Voorhees, "The TREC-8 Question Answering Track Report", TREC-8, 1999.
 */
export function reciprocalRank(ranking: readonly string[], grades: Grades, depth: number): number {
  const index = ranking.slice(0, depth).findIndex((id) => grades.get(id) === exact);
  return index === -1 ? 0 : 1 / (index + 1);
}

/**
 * Normalised discounted cumulative gain of the first `depth` documents: the sum of (2^grade - 1) / log2(1 + rank), divided by
 * that of the best ranking there can be. 0 when nothing answers the query.
 * Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20(4), 2002; the gain is that of
 * Burges et al., "Learning to rank using gradient descent", ICML 2005.
 */
export function gradedNdcg(ranking: readonly string[], grades: Grades, depth: number): number {
  const best = discounted([...grades.values()].toSorted((one, other) => other - one).slice(0, depth));
  return best === 0 ? 0 : discounted(ranking.slice(0, depth).map((id) => grades.get(id) ?? 0)) / best;
}

const discounted = (gains: readonly number[]): number =>
  gains.reduce((sum, grade, index) => sum + (2 ** grade - 1) / Math.log2(index + 2), 0);

/**
 * The share of all documents that answer the query, exactly or acceptably, that is among the first `depth`.
 * Manning, Raghavan and Schütze, "Introduction to Information Retrieval", 2008, chapter 8.
 */
export function recall(ranking: readonly string[], grades: Grades, depth: number): number {
  const found = new Set(ranking.slice(0, depth).filter((id) => grades.has(id)));
  return grades.size === 0 ? 0 : found.size / grades.size;
}

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
