import { expect, test } from 'vitest';
import { readRatings } from './ratings.ts';

test('ratings become what users met and when, in milliseconds', () => {
  expect(readRatings('1\t50\t5\t881250949\r\n2\t50\t1\t881250950\n1\t51\t3.5\t881250960')).toEqual({
    buyers: [
      {
        buyer: '1',
        events: [
          { productId: '50', action: 'click', at: 881_250_949_000 },
          { productId: '51', action: 'click', at: 881_250_960_000 },
        ],
      },
      { buyer: '2', events: [{ productId: '50', action: 'click', at: 881_250_950_000 }] },
    ],
    bad: [],
  });
});

test('lines that cannot be read are told by their numbers, and the others are used', () => {
  const { buyers, bad } = readRatings('1\t2\n\n1\t2\tgood\t3\n\t2\t3\t4\n1\t2\t3\tnoon\n1\t2\t3\t4\n');
  expect(bad.map(({ line }) => line)).toEqual([1, 3, 4, 5]);
  expect(bad[0]?.message).toBe('has 2 fields instead of user, item, rating, timestamp');
  expect(buyers).toHaveLength(1);
});
