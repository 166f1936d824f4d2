import { expect, test } from 'vitest';
import { belowBar, correctionsOf, meanQuality, qualityOf, type Answered } from './evaluate.ts';
import { raisedBar, type QueryClass } from './judged/classes.ts';
import type { Grade } from './judged/judged-set.ts';

const bar = { mrr10: 0.5, ndcg10: 0.9, recall50: 0 };
const aClass = (name: string, right: boolean): QueryClass => ({ name, right, bar, about: '' });

const answered = (name: string, ids: readonly string[], changedTo?: string): Answered => {
  const query = { class: name, text: 'т', exactly: [], acceptable: [], grades: new Map<string, Grade>([['a', 2]]) };
  const answer = { ids, ...(changedTo !== undefined && { changedTo }) };
  return { query, answer, quality: qualityOf(query, answer) };
};

test('a query that nothing answers is answered well by nothing, and by nothing else', () => {
  const nothing = { grades: new Map<string, Grade>() };
  expect(qualityOf(nothing, { ids: [] })).toEqual({ mrr10: 1, ndcg10: 1, recall50: 1 });
  expect(qualityOf(nothing, { ids: ['a'] })).toEqual({ mrr10: 0, ndcg10: 0, recall50: 0 });
});

test('a class has the means of its queries', () => {
  expect(meanQuality([answered('x', ['a']), answered('x', ['b', 'a']), answered('x', [])])).toEqual({
    mrr10: 0.5,
    ndcg10: expect.closeTo((1 + 1 / Math.log2(3)) / 3, 10),
    recall50: 2 / 3,
  });
});

test('only queries that are written as they are meant count as wrongly changed', () => {
  const all = [answered('x', ['a']), answered('x', ['a'], 'тт'), answered('typos', ['a'], 'тт')];
  expect(correctionsOf([aClass('x', true), aClass('typos', false)], all)).toEqual({ right: 2, unchanged: 0.5 });
});

test('a measure is below its bar when it is less, not when it is equal', () => {
  expect(belowBar(aClass('x', true), { mrr10: 0.5, ndcg10: 0.89, recall50: 0 })).toEqual(['ndcg10']);
});

test('a bar is raised to the two decimals below what was measured, and never lowered', () => {
  const measured = { mrr10: 0.9999, ndcg10: 0.2, recall50: 0.29 };
  expect(raisedBar(bar, measured)).toEqual({ mrr10: 0.99, ndcg10: 0.9, recall50: 0.29 });
});
