import { expect, test } from 'vitest';
import { qualityOf, type Answered } from './evaluate.ts';
import type { Grade } from './judged/judged-set.ts';
import { renderFigures, renderMisses, type ClassFigures } from './render.ts';

const quality = (value: number) => ({ mrr10: value, ndcg10: value, recall50: value });
const figures = (name: string, bar: number, ours: number, plain: number): ClassFigures => ({
  class: { name, right: true, bar: quality(bar), about: '' },
  queries: 10,
  ours: quality(ours),
  plain: quality(plain),
});
/** The same figures of each of the three measures. */
const triple = (ours: string, bar: string, plain: string): string[] => [1, 2, 3].flatMap(() => [ours, bar, plain]);
const changes = { changed: 4, changed_well: 0.75, near: 0, offered_well: 1 };
const corrections = { right: 20, unchanged: 0.95, unbothered: 1, ...changes };

test('each class says whether its bar is missed or can be raised, and whether plain OpenSearch is better', () => {
  const classes = [figures('a', 0.5, 0.4, 0.3), figures('b', 0.5, 0.519, 0.6), figures('c', 0.5, 0.5, 0.5)];
  const text = renderFigures({ classes, all: figures('all', 0, 0.4731, 0.4667), corrections });
  const rows = text.split('\n').map((line) => line.trim().split(/\s{2,}/));
  expect(rows).toContainEqual(['a', '10', ...triple('0.400', '0.50', '0.300'), 'below its bar']);
  expect(rows).toContainEqual(['b', '10', ...triple('0.519', '0.50', '0.600'), 'bar can be raised, plain is better']);
  expect(rows).toContainEqual(['c', '10', ...triple('0.500', '0.50', '0.500')]);
  expect(text.split('\n').slice(-2)).toEqual([
    'Of 20 queries that are written as they are meant, 95.0 % were searched for unchanged, 100.0 % without an offer.',
    'Of 4 queries that were changed, 75.0 % found what was meant.',
  ]);
});

const names = new Map(Object.entries({ a: 'Чай', b: 'Чайник', c: 'Чашка', d: 'Ложка' }));
const answered = (text: string, wanted: string[], ids: string[], changedTo?: string): Answered => {
  const grades = new Map(wanted.map((id): [string, Grade] => [id, 2]));
  const query = { class: 'right', text, exactly: [], acceptable: [], near: [], grades };
  const answer = { ids, ...(changedTo !== undefined && { changedTo }) };
  return { query, answer, quality: qualityOf(query, answer) };
};

test('a miss shows what was wanted, what came and what the query was changed to; what was right is left out', () => {
  const text = renderMisses(
    [
      answered('чай', ['a'], ['a']),
      answered('чаю', ['a'], ['b', 'a', 'c', 'd']),
      answered('чайку', ['a'], [], 'чайка'),
      answered('нет', [], ['b']),
    ],
    names,
  );
  expect(text.split('\n')).toEqual([
    'right: «чаю», rank 2',
    '    wanted: Чай',
    '    came:   Чайник · Чай · Чашка · 1 more',
    'right: «чайку», not among ten, changed to «чайка»',
    '    wanted: Чай',
    '    came:   nothing',
    'right: «нет»',
    '    wanted: nothing',
    '    came:   Чайник',
    '3 of 4 queries missed',
  ]);
});
