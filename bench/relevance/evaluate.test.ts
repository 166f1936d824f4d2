import { expect, test } from 'vitest';
import type { Answer } from './answer.ts';
import { belowBar, correctionsOf, meanQuality, qualityOf, type Answered } from './evaluate.ts';
import { raisedBar, type QueryClass } from './judged/classes.ts';
import type { Grade, JudgedQuery } from './judged/judged-set.ts';

const bar = { mrr10: 0.5, ndcg10: 0.9, recall50: 0 };
const aClass = (name: string, right: boolean): QueryClass => ({ name, right, bar, about: '' });

const answered = (
  name: string,
  ids: readonly string[],
  { near = [], ...more }: Partial<Answer & Pick<JudgedQuery, 'near'>> = {},
): Answered => {
  const grades = new Map<string, Grade>(near.length === 0 ? [['a', 2]] : []);
  const query = { class: name, text: 'т', exactly: [], acceptable: [], near, grades };
  const answer = { ids, ...more };
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

test('a right query is never changed well, another one when the first product is what was meant', () => {
  const changedTo = 'тт';
  const all = [
    answered('x', ['a']),
    answered('x', ['a'], { changedTo }),
    answered('typos', ['a'], { changedTo }),
    answered('typos', ['b', 'a'], { changedTo }),
  ];
  expect(correctionsOf([aClass('x', true), aClass('typos', false)], all)).toMatchObject({
    right: 2,
    unchanged: 0.5,
    changed: 3,
    changed_well: 1 / 3,
  });
});

test('what is offered first is measured: of right queries nothing, of near misses what is near', () => {
  const all = [
    answered('x', ['a'], { offered: ['тт'] }),
    answered('x', ['a']),
    answered('near', [], { near: ['молоко', 'кефир'], offered: ['кефир', 'сыр'] }),
    answered('near', [], { near: ['молоко'], offered: ['сыр', 'молоко'] }),
    answered('near', [], { near: ['молоко'] }),
  ];
  expect(correctionsOf([aClass('x', true), aClass('near', false)], all)).toMatchObject({
    unbothered: 0.5,
    near: 3,
    offered_well: 1 / 3,
    changed_well: 1,
  });
});

test('a measure is below its bar when it is less, not when it is equal', () => {
  expect(belowBar(aClass('x', true), { mrr10: 0.5, ndcg10: 0.89, recall50: 0 })).toEqual(['ndcg10']);
});

test('a bar is raised to the two decimals below what was measured, and never lowered', () => {
  const measured = { mrr10: 0.9999, ndcg10: 0.2, recall50: 0.29 };
  expect(raisedBar(bar, measured)).toEqual({ mrr10: 0.99, ndcg10: 0.9, recall50: 0.29 });
});
