import { expect, test } from 'vitest';
import type { Response } from '../report/response.ts';
import { mineSynonyms } from './mine.ts';
import { otherWords } from './other-words.ts';
import { renderSynonyms } from './render.ts';

const minute = 60_000;
const answer = (buyer: string, minutes: number, text: string, chosen: readonly string[] = []): Response => ({
  client: buyer,
  buyer,
  text,
  at: minutes * minute,
  total: 3,
  shown: { first: 1, last: 3 },
  acted: chosen.map((_, index) => index + 1),
  chosen,
});

const bounds = { persons: 2, similarity: 0.5 };
const goneOn = (buyer: string, from: string, to: string): Response[] => [
  answer(buyer, 0, from),
  answer(buyer, 1, to, ['p1']),
];

test('what two people searched for instead, and then chose something, means the same', () => {
  const responses = [
    ...goneOn('anna', 'зомбоящик', 'телевизор'),
    ...goneOn('boris', 'телевизор белый', 'белый зомбоящик'),
  ];
  expect(mineSynonyms(responses, [], bounds)).toMatchObject([{ words: ['зомбоящик', 'телевизор'], reformulated: 2 }]);
});

test.each([
  ['one person is not enough', ['anna', 'anna']],
  ['nobody chose anything', []],
])('nothing is suggested when %s', (_, buyers) => {
  expect(
    mineSynonyms(
      buyers.flatMap((buyer) => goneOn(buyer, 'зомбоящик', 'телевизор')),
      [],
      bounds,
    ),
  ).toEqual([]);
});

test('a search in between, or one that something was done with, is no reformulation', () => {
  const responses = ['anna', 'boris'].flatMap((buyer) => [
    answer(buyer, 0, 'шуба', ['p7']),
    answer(buyer, 1, 'лыжи'),
    answer(buyer, 30, 'зонт', ['p9']),
  ]);
  expect(mineSynonyms(responses, [], bounds)).toEqual([]);
});

test('searches after which people choose the same products mean the same, those of many products least', () => {
  const responses = [
    ...['a', 'b', 'c'].flatMap((buyer) => [answer(buyer, 0, 'велик', ['bike-1', 'bike-2'])]),
    ...['d', 'e'].flatMap((buyer) => [answer(buyer, 0, 'двухколёсник', ['bike-1', 'bike-2'])]),
    ...['f', 'g'].map((buyer) => answer(buyer, 0, 'подарок', ['bike-1', 'x', 'y', 'z', 'w', 'v'])),
  ];
  const found = mineSynonyms(responses, [], bounds);
  expect(found).toEqual([
    {
      words: ['велик', 'двухколесник'],
      reformulated: 0,
      same_products: 2,
      similarity: expect.closeTo(1, 10) as number,
    },
  ]);
});

test('what the files know already is left out', () => {
  const responses = ['anna', 'boris'].flatMap((buyer) => goneOn(buyer, 'телики', 'телевизоры'));
  expect(mineSynonyms(responses, [['телевизор', 'телик']], bounds)).toEqual([]);
});

test.each([
  ['чайник', 'чайник электрический', 'narrower'],
  ['чйаник', 'чайник', 'a slip'],
  ['naushniki', 'наушники', 'the other alphabet'],
  ['xfqybr', 'чайник', 'the other layout'],
  ['чайники', 'чайник', 'another form'],
  ['айфон 13', 'айфон 15', 'another model'],
  ['', 'чайник', 'nothing'],
])('«%s» and «%s» are no two words for one thing: %s', (one, other) => {
  expect(otherWords(one, other)).toBeUndefined();
});

test('people get lines that they can paste, with all of a line that is there', () => {
  const found = [
    { words: ['зомбоящик', 'телевизоры'], reformulated: 3, same_products: 1, similarity: 0.5 },
    { words: ['велик', 'двухколесник'], reformulated: 0, same_products: 2, similarity: 1 },
  ] as const;
  expect(renderSynonyms(found, [['телевизор', 'тв']]).split('\n')).toEqual([
    '# 3 people searched for the other when the one was no use; 1 person chose the same products, 0.50 alike',
    'телевизор, тв, зомбоящик',
    '# 2 people chose the same products, 1.00 alike',
    'велик, двухколесник',
  ]);
  expect(renderSynonyms([], [])).toBe('# Nothing that enough people did.');
});
