import { expect, test } from 'vitest';
import { cursorAfter } from './order.ts';
import { readQuery } from './query.ts';

const after = cursorAfter('price_asc', [199_990, 'p1']) ?? '';

const refused = (parameters: Readonly<Record<string, string[]>>): string[] => {
  const read = readQuery(parameters);
  return read.ok ? [] : read.errors.map(({ parameter }) => parameter);
};

test('what an answer gave as next is read as where the next page begins', () => {
  expect(readQuery({ sort: ['price_asc'], after: [after] })).toMatchObject({
    ok: true,
    query: { after: { order: 'price_asc', values: [199_990, 'p1'] } },
  });
});

test('without a text the order by relevance is that of the newest, and a cursor goes with either name', () => {
  expect(refused({ after: [cursorAfter('newest', [0, 'p1']) ?? ''] })).toEqual([]);
});

test.each([
  ['the cursor of another order', { sort: ['newest'], after: [after] }, 'after'],
  ['a cursor by relevance to a text', { name: ['часы'], after: [after] }, 'after'],
  ['a cursor that no answer gave', { sort: ['price_asc'], after: ['abc'] }, 'after'],
  ['a cursor with a score', { after: [Buffer.from('["newest",1.5,"p1"]').toString('base64url')] }, 'after'],
  ['a page behind a cursor', { sort: ['price_asc'], after: [after], page: ['2'] }, 'page'],
])('%s is refused', (_, parameters, parameter) => {
  expect(refused(parameters)).toEqual([parameter]);
});

test('there is no cursor where a product has no whole number to be sorted by', () => {
  expect(cursorAfter('relevance', [12, 'p1'])).toBeUndefined();
  expect(cursorAfter('newest', [1.5, 'p1'])).toBeUndefined();
  expect(cursorAfter('newest', undefined)).toBeUndefined();
});
