import { expect, test } from 'vitest';
import { effectText, markedText } from './trial.ts';

const match = { field: 'name', matched: 'кальян', marked: '«Новый» «кальян»\u001b[2J' };
const bold = (text: string): string => `\u001b[1m\u001b[7m${text}\u001b[27m\u001b[22m`;

test('what matches is bold at a terminal and in guillemets elsewhere; the product steers no terminal', () => {
  expect(markedText(match, false)).toBe('«Новый» «кальян» [2J');
  expect(markedText(match, true)).toBe(`«Новый» ${bold('кальян')} [2J`);
});

test('a match whose text is cut is shown in guillemets', () => {
  expect(markedText({ ...match, matched: 'к'.repeat(300) }, true)).toBe('«Новый» «кальян» [2J');
});

test('an estimate says that it is one', () => {
  const counts = { catalogue: 1_000_000, matches: 1_234, share: 0.001234, rejects: 1_200, lifts: 0 };
  expect(effectText({ ...counts, is_estimate: true, examples: [] }, false)).toBe(
    'matches about 1,234 of 1,000,000 products (0.1%): would reject about 1,200, would lift about 0',
  );
});

test('the share is of the products that match, which another rule may reject already', () => {
  const counts = { catalogue: 452, matches: 1, share: 1 / 452, rejects: 0, lifts: 0 };
  expect(effectText({ ...counts, is_estimate: false, examples: [] }, false)).toBe(
    'matches 1 of 452 products (0.2%): would reject 0, would lift 0',
  );
});
