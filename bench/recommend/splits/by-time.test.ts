import { expect, test } from 'vitest';
import { splitByTime } from './by-time.ts';

const did = (productId: string, at: number) => ({ productId, at, action: 'click' }) as const;

test('what is met for the first time after the moment is hidden, and nothing after it is learned', () => {
  const early = { buyer: 'early', events: [1, 2, 3, 4, 5, 6].map((at) => did(`p${at}`, at)) };
  const both = { buyer: 'both', events: [did('a', 7), did('b', 8), did('a', 9), did('c', 10)] };
  expect(splitByTime([early, both, { buyer: 'late', events: [did('d', 11)] }])).toEqual({
    training: [early, { buyer: 'both', events: [did('a', 7), did('b', 8)] }],
    cases: [{ buyer: 'both', past: [did('a', 7), did('b', 8)], hidden: new Set(['c']), at: 9 }],
    repeats: false,
  });
});
