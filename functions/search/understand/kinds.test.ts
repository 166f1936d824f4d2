import { expect, test } from 'vitest';
import { readLines } from './files.ts';
import { kindsOf } from './kinds.ts';

test.each([
  ['айфоны', 'смартфон'],
  ['iPhone', 'смартфон'],
  ['роботы-пылесосы', 'пылесос'],
  ['молока', 'продукты'],
])('«%s» is one of «%s»', (thing, kind) => {
  expect(kindsOf(thing)).toContain(kind);
});

test('what no line names is of no kind', () => {
  expect(['', 'абракадабра', 'смартфон'].flatMap(kindsOf)).toEqual([]);
});

test('a line has a kind and what is of it', () => {
  expect(readLines('kinds.txt').filter((line) => !/^[^:]+: [^:]+$/.test(line))).toEqual([]);
});
