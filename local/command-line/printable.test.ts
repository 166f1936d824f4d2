import { expect, test } from 'vitest';
import { printable, shortened } from './printable.ts';

test.each([
  ['Часы\u001b[2J', 'Часы [2J'],
  ['a\r\nb\u2028c', 'a b c'],
  ['\u009b1m', ' 1m'],
  ['abc\u202Efed\u2066x\u200f', 'abc fed x '],
  ['half \uD83D', 'half  '],
  ['👩‍🔧 ёлка', '👩‍🔧 ёлка'],
])('%j is shown as %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('a long text is cut between characters', () => {
  expect(shortened('часы', 4)).toBe('часы');
  expect(shortened('часики', 4)).toBe('час…');
  expect(shortened('ча🔥🔥', 4)).toBe('ча…');
});
