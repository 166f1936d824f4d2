import { expect, test } from 'vitest';
import { variantOf } from './variant.ts';

test('a buyer keeps the variant, and each variant has as many buyers', () => {
  const buyers = Array.from({ length: 2_000 }, (_, n) => `user${n}`);
  const once = buyers.map((buyer) => variantOf(buyer, ['both', 'near']));
  expect(buyers.map((buyer) => variantOf(buyer, ['both', 'near']))).toEqual(once);
  const near = once.filter((variant) => variant === 'near').length;
  // Four standard deviations of 2,000 fair coins.
  expect(Math.abs(near - 1_000)).toBeLessThan(4 * Math.sqrt(500));
});

test('where one variant runs, everyone gets it', () => {
  expect(variantOf('user1', ['near'])).toBe('near');
});
