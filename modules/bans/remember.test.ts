import { expect, test } from 'vitest';
import { remember } from './remember.ts';

test('a text that was seen is not worked on again until the memory is full', () => {
  const asked: string[] = [];
  const length = remember(2, (text) => asked.push(text) && text.length);
  expect(['a', 'bb', 'a', 'ccc', 'a'].map((text) => length(text))).toEqual([1, 2, 1, 3, 1]);
  expect(asked).toEqual(['a', 'bb', 'ccc', 'a']);
});
