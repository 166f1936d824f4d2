import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { normaliseValue, normaliseWord, stemsOf, wordsOf } from './words.ts';

const letters = (part: string): string => part.replaceAll(/[^\p{L}\p{N}]/gu, '');

const words = (text: string): string[] => wordsOf(text).map(({ start, end }) => text.slice(start, end));

test('words are runs of letters and digits of any script', () => {
  expect(words('Часы «Rolex»: реплика 1:1, 100% качество!')).toEqual([
    'Часы',
    'Rolex',
    'реплика',
    '1',
    '1',
    '100',
    'качество',
  ]);
});

test('an emoji parts words, a letter outside the basic plane belongs to one', () => {
  expect(words('вейп🔥новый')).toEqual(['вейп', 'новый']);
  expect(words('𝐯𝐚𝐩𝐞 pod')).toEqual(['𝐯𝐚𝐩𝐞', 'pod']);
});

test('soft hyphens, zero-width characters and accents stand inside a word', () => {
  expect(words('сига\u00adреты вей\u200bп сигаре\u0301ты')).toHaveLength(3);
});

test('words never overlap and hold every letter and digit of the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(
        words(text)
          .map((word) => letters(word))
          .join(''),
      ).toBe(letters(text));
    }),
  );
});

test.each([
  ['СИГАРЕТЫ', 'сигареты'],
  ['ёлка', 'елка'],
  ['е\u0308лка', 'елка'],
  ['сига\u00adреты', 'сигареты'],
  ['си\u200bга\u2060реты', 'сигареты'],
  ['сигаре\u0301ты', 'сигареты'],
  ['сигapeты', 'сигареты'],
  ['Rоlexx', 'rolexx'],
  ['𝐯𝐚𝐩𝐞', 'vape'],
  ['ｖａｐｅ', 'vape'],
  ['copy', 'copy'],
  ['тв4k', 'тв4к'],
])('«%s» is compared as «%s»', (word, normalised) => {
  expect(normaliseWord(word)).toBe(normalised);
});

test('a value is compared without regard to case, spacing and punctuation', () => {
  expect(normaliseValue('  Табачные\u00a0 ИЗДЕЛИЯ ')).toBe(normaliseValue('табачные изделия'));
  expect(normaliseValue('Store_666')).toBe(normaliseValue('store_666'));
});

test('the order of words counts', () => {
  expect(stemsOf('копия часов')).toEqual(stemsOf('Копии часы'));
  expect(stemsOf('копия часов')).not.toEqual(stemsOf('часов копия'));
});
