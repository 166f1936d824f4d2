import { expect, test } from 'vitest';
import { stemRussian } from './stem.ts';

/** From the table of examples at https://snowballstem.org/algorithms/russian/stemmer.html */
const published: readonly (readonly [string, string])[] = [
  ['в', 'в'],
  ['вавиловка', 'вавиловк'],
  ['вагнера', 'вагнер'],
  ['вагон', 'вагон'],
  ['вагона', 'вагон'],
  ['вагоне', 'вагон'],
  ['вагонов', 'вагон'],
  ['вагоном', 'вагон'],
  ['вагоны', 'вагон'],
  ['важная', 'важн'],
  ['важнее', 'важн'],
  ['важнейшие', 'важн'],
  ['важнейшими', 'важн'],
  ['важничал', 'важнича'],
  ['важно', 'важн'],
  ['важного', 'важн'],
  ['важности', 'важност'],
  ['важностью', 'важност'],
  ['вазах', 'ваз'],
  ['валандался', 'валанда'],
  ['валериановых', 'валерианов'],
  ['валился', 'вал'],
  ['валится', 'вал'],
  ['валять', 'валя'],
  ['валяются', 'валя'],
  ['п', 'п'],
  ['падай', 'пада'],
  ['падеж', 'падеж'],
  ['падение', 'паден'],
  ['падениям', 'паден'],
  ['падшая', 'падш'],
  ['пакостей', 'пакост'],
  ['пакостить', 'пакост'],
];

test.each(published)('the stem of «%s» is «%s», as published', (word, stem) => {
  expect(stemRussian(word)).toBe(stem);
});

test('all forms of a word have one stem', () => {
  const forms = ['сигарета', 'сигареты', 'сигарет', 'сигарете', 'сигаретам', 'сигаретами', 'сигаретах', 'сигарету'];
  expect(new Set(forms.map((form) => stemRussian(form)))).toEqual(new Set(['сигарет']));
});

test('another word with the same root has another stem', () => {
  expect(stemRussian('сигаретница')).not.toBe(stemRussian('сигареты'));
  expect(stemRussian('пороховой')).not.toBe(stemRussian('порох'));
});

test('a word of another script, a number and a word without a vowel stay as they are', () => {
  expect(['rolex', '12', 'мгц', ''].map((word) => stemRussian(word))).toEqual(['rolex', '12', 'мгц', '']);
});
