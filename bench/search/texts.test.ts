import { expect, test } from 'vitest';
import { searchTexts, typedTexts } from './texts.ts';

test('judged queries and names take turns, the same each time', () => {
  const texts = searchTexts(['часы', 'чай'], 1_000);
  expect([texts[0], texts[2]]).toEqual(['часы', 'чай']);
  expect(new Set(texts).size).toBeGreaterThan(100);
  expect(texts).not.toContain('');
  expect(searchTexts(['часы', 'чай'], 1_000)).toEqual(texts);
});

test('what is being typed grows by a letter from text to text', () => {
  expect(typedTexts(['наушники', 'чайник', ' диван'])).toEqual(['н', 'ча', ' ди']);
});
