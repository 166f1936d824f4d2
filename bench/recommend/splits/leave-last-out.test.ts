import { expect, test } from 'vitest';
import { leaveLastOut } from './leave-last-out.ts';

const did = (productId: string, at: number) => ({ productId, at, action: 'click' }) as const;

test('the product that was met last is hidden, with everything from that moment on', () => {
  const events = [did('a', 1), did('c', 5), did('b', 2), did('c', 7), did('a', 6)];
  expect(leaveLastOut([{ buyer: 'u', events }])).toMatchObject({
    training: [{ buyer: 'u', events: [did('a', 1), did('b', 2)] }],
    cases: [{ buyer: 'u', past: [did('a', 1), did('b', 2)], hidden: new Set(['c']), at: 5 }],
  });
});

test('a buyer of two products teaches and is not asked', () => {
  const events = [did('a', 1), did('b', 2)];
  expect(leaveLastOut([{ buyer: 'u', events }])).toMatchObject({ training: [{ buyer: 'u', events }], cases: [] });
});
