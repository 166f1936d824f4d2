import { expect, test } from 'vitest';
import { splitSessions } from './sessions.ts';

const hour = 3_600_000;
const did = (productId: string, at: number) => ({ productId, at, action: 'click' }) as const;

test('a session of the last day is asked for item by item, and items that nobody knows are left out', () => {
  const earlier = { buyer: '1', events: [did('a', hour), did('b', 2 * hour)] };
  const [first, second, third] = [did('a', 30 * hour), did('b', 31 * hour), did('a', 33 * hour)];
  const later = { buyer: '2', events: [first, second, did('new', 32 * hour), third] };
  const short = { buyer: '3', events: [did('a', 32 * hour)] };
  expect(splitSessions([earlier, later, short])).toEqual({
    training: [earlier],
    cases: [
      { buyer: '2', past: [first], hidden: new Set(['b']), at: 31 * hour },
      { buyer: '2', past: [first, second], hidden: new Set(['a']), at: 33 * hour },
    ],
    repeats: true,
  });
});
