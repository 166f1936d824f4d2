import { expect, test } from 'vitest';
import type { Response } from './response.ts';
import { isAbandoned, searchesOf } from './searches.ts';

const minute = 60_000;
const answer = (minutes: number, text: string, more: Partial<Response> = {}): Response => ({
  client: 'c',
  buyer: 'b',
  text,
  at: minutes * minute,
  total: 3,
  shown: { first: 1, last: 3 },
  acted: [],
  chosen: [],
  ...more,
});

test('a search that something was done with is neither abandoned nor reformulated', () => {
  const [first] = searchesOf([answer(0, 'чай', { acted: [3, 2] }), answer(1, 'кофе')]);
  expect(first).toEqual({ text: 'чай', buyer: 'b', at: 0, empty: false, acted: 2 });
  expect(isAbandoned(first ?? neverThere)).toBe(false);
});

test('another text within five minutes is a reformulation, later it is another search', () => {
  const searches = searchesOf([answer(0, 'чяй'), answer(5, 'чай'), answer(11, 'кофе')]);
  expect(searches.map((search) => [search.text, search.instead, isAbandoned(search)])).toEqual([
    ['чяй', 'чай', false],
    ['чай', undefined, true],
    ['кофе', undefined, true],
  ]);
});

test('further pages and filters of a text are one search, which found something if any answer did', () => {
  const searches = searchesOf([
    answer(0, 'чай'),
    answer(20, 'чай', { shown: { first: 21, last: 23 }, acted: [22] }),
    answer(22, 'чай', { total: 0 }),
  ]);
  expect(searches).toEqual([{ text: 'чай', buyer: 'b', at: 0, empty: false, acted: 22 }]);
});

test('the same text after half an hour is a new search', () => {
  expect(searchesOf([answer(0, 'чай'), answer(31, 'чай')])).toHaveLength(2);
});

test('what found nothing is not abandoned, and may be reformulated', () => {
  const [first, second] = searchesOf([answer(0, 'чйа', { total: 0 }), answer(1, 'чаа', { total: 0 })]);
  expect([first?.empty, first?.instead, second?.empty, second?.instead]).toEqual([true, 'чаа', true, undefined]);
  expect(isAbandoned(second ?? neverThere)).toBe(false);
});

test('filters alone are no search', () => {
  expect(searchesOf([answer(0, '')])).toEqual([]);
});

const neverThere = { text: '', buyer: '', at: 0, empty: false };
