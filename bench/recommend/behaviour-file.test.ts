import { expect, test } from 'vitest';
import { readBehaviour } from './behaviour-file.ts';

test.each([
  ['MovieLens 100K', '1\t50\t5\t881250949\r\n2\t50\t1\t881250950\n1\t51\t3.5\t881250960'],
  ['MovieLens 1M', '1::50::5::881250949\n2::50::1::881250950\n1::51::3::881250960\n'],
  ['later MovieLens', 'userId,movieId,rating,timestamp\n1,50,5.0,881250949\n2,50,0.5,881250950\n1,51,3,881250960\n'],
])('ratings of %s become what users met and when, in milliseconds', (_, text) => {
  expect(readBehaviour(text)).toEqual({
    kind: 'ratings',
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

test('clicks of YooChoose become sessions', () => {
  expect(readBehaviour('1,2014-04-07T10:51:09.277Z,214536502,0\n1,2014-04-07T10:54:09.868Z,214536500,S\n')).toEqual({
    kind: 'sessions',
    buyers: [
      {
        buyer: '1',
        events: [
          { productId: '214536502', action: 'click', at: Date.UTC(2014, 3, 7, 10, 51, 9, 277) },
          { productId: '214536500', action: 'click', at: Date.UTC(2014, 3, 7, 10, 54, 9, 868) },
        ],
      },
    ],
    bad: [],
  });
});

test('lines that cannot be read are told by their numbers, and the others are used', () => {
  const { buyers, bad } = readBehaviour('1\t2\n\n1\t2\tgood\t3\n\t2\t3\t4\n1\t2\t3\tnoon\n1\t2\t3\t4\n');
  expect(bad.map(({ line }) => line)).toEqual([1, 3, 4, 5]);
  expect(bad[0]?.message).toBe('has 2 fields instead of who, item, rating, time');
  expect(buyers).toHaveLength(1);
});
