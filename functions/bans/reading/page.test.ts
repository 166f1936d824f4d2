import { expect, test } from 'vitest';
import { firstPage } from './page.ts';

test('a page ends at its limit, or where an answer would be larger than a function may give', () => {
  expect(firstPage([1, 2, 3], 2)).toEqual([1, 2]);
  const large = Array.from({ length: 1_000 }, (_, n) => ({ n, text: '"'.repeat(5_000) }));
  const page = firstPage(large, 1_000);
  expect(page.length).toBeGreaterThan(100);
  expect(JSON.stringify(JSON.stringify(page)).length).toBeLessThan(6_000_000);
});

test('a row that is too large by itself is a page of its own, so that the next one is reached', () => {
  expect(firstPage(['x'.repeat(2_000_000), 'y'], 10)).toHaveLength(1);
});
