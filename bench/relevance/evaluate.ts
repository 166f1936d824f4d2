import pLimit from 'p-limit';
import type { Answer, Searcher } from './answer.ts';
import { measures, type Quality, type QueryClass } from './judged/classes.ts';
import type { JudgedQuery } from './judged/judged-set.ts';
import { gradedNdcg, mean, recall, reciprocalRank } from './metrics.ts';

/** A query and how a searcher answered it. */
export interface Answered {
  readonly query: JudgedQuery;
  readonly answer: Answer;
  readonly quality: Quality;
}

const together = 4;

/** Asks a searcher all queries, some at a time. */
export const askAll = (searcher: Searcher, queries: readonly JudgedQuery[]): Promise<Answered[]> =>
  pLimit(together).map(queries, async (query) => {
    const answer = await searcher.search(query.text);
    return { query, answer, quality: qualityOf(query, answer) };
  });

/** A query that nothing answers is answered well by nothing: each measure is 1 then, and 0 when anything comes back. */
export function qualityOf({ grades }: Pick<JudgedQuery, 'grades'>, { ids }: Answer): Quality {
  if (grades.size === 0) {
    const empty = ids.length === 0 ? 1 : 0;
    return { mrr10: empty, ndcg10: empty, recall50: empty };
  }
  return {
    mrr10: reciprocalRank(ids, grades, 10),
    ndcg10: gradedNdcg(ids, grades, 10),
    recall50: recall(ids, grades, 50),
  };
}

export const meanQuality = (answered: readonly Answered[]): Quality => ({
  mrr10: mean(answered.map(({ quality }) => quality.mrr10)),
  ndcg10: mean(answered.map(({ quality }) => quality.ndcg10)),
  recall50: mean(answered.map(({ quality }) => quality.recall50)),
});

export const ofClass = (answered: readonly Answered[], name: string): Answered[] =>
  answered.filter(({ query }) => query.class === name);

/** What was changed and offered. A share of nothing is 1. */
export interface Corrections {
  /** Queries that are written as they are meant, and the shares of them that nothing was changed of, and nothing offered beside. */
  readonly right: number;
  readonly unchanged: number;
  readonly unbothered: number;
  /** Queries that something else was searched for, and the share of which that found first what was meant. */
  readonly changed: number;
  readonly changed_well: number;
  /** Queries of which what is near is known, and the share that it was offered for, first of all. */
  readonly near: number;
  readonly offered_well: number;
}

export function correctionsOf(classes: readonly QueryClass[], answered: readonly Answered[]): Corrections {
  const right = answered.filter(({ query }) => isRight(classes, query));
  const changed = answered.filter(({ answer }) => answer.changedTo !== undefined);
  const near = answered.filter(({ query }) => query.near.length > 0);
  return {
    right: right.length,
    unchanged: share(right, ({ answer }) => answer.changedTo === undefined),
    unbothered: share(right, ({ answer }) => answer.offered === undefined),
    changed: changed.length,
    changed_well: share(
      changed,
      ({ query, answer: { ids } }) => !isRight(classes, query) && query.grades.has(ids[0] ?? ''),
    ),
    near: near.length,
    offered_well: share(near, ({ query, answer: { offered = [] } }) => query.near.includes(offered[0] ?? '')),
  };
}

const isRight = (classes: readonly QueryClass[], query: JudgedQuery): boolean =>
  classes.some((each) => each.right && each.name === query.class);

const share = (all: readonly Answered[], isSo: (answered: Answered) => boolean): number =>
  all.length === 0 ? 1 : all.filter(isSo).length / all.length;

/** The measures in which a class is below its bar. */
export const belowBar = ({ bar }: QueryClass, quality: Quality): (keyof Quality)[] =>
  measures.filter((measure) => quality[measure] < bar[measure]);
