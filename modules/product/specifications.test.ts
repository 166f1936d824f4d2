import { expect, test } from 'vitest';
import { readSpecificationTerm, specificationTerms } from './specifications.ts';

test('texts, numbers, yes and no, and lists of them are terms, however their blanks are', () => {
  expect(
    specificationTerms({
      ' Цвет ': ['белый', 'очень  синий', 'белый'],
      'Мощность, Вт': 1_200,
      'С крышкой': true,
      Размеры: { ширина: 3 },
      Пусто: ' ',
      Нет: null,
    }),
  ).toEqual(['Цвет:белый', 'Цвет:очень синий', 'Мощность, Вт:1200', 'С крышкой:true']);
});

test('a product without specifications has no terms, and one with thousands has few', () => {
  expect(specificationTerms(undefined)).toEqual([]);
  expect(specificationTerms({ Цвета: Array.from({ length: 5_000 }, (_, n) => n) })).toHaveLength(100);
  expect(specificationTerms({ Длинно: 'я'.repeat(600) })).toEqual([]);
});

test('a value may have a colon', () => {
  expect(readSpecificationTerm('Формат:16:9')).toEqual({ name: 'Формат', value: '16:9' });
});
