import { expect, test } from 'vitest';
import { readableText } from './readable-text.ts';

test.each([
  ['Кофе\u200Bварка', 'Кофеварка'],
  ['кофеи\u0306ник', 'кофейник'],
  ['Чай «Ёлка» № 5', 'Чай «Ёлка» № 5'],
])('%j reads as %j', (text, readable) => {
  expect(readableText(text)).toBe(readable);
});
