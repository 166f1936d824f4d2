import { expect, test } from 'vitest';
import { passedOver } from './passed-over.ts';

const minute = 60_000;
const now = Date.UTC(2026, 10, 22, 12);
const shown = (minutesAgo: number, ...productIds: string[]) => ({ productIds, at: now - minutesAgo * minute });

test('each visit at which a product was shown in vain counts once', () => {
  const found = passedOver([shown(100, 'a', 'b'), shown(101, 'a'), shown(300, 'a')], [], now);
  expect([...found]).toEqual([
    ['a', 2],
    ['b', 1],
  ]);
});

test('what the buyer did something with was not shown in vain', () => {
  expect(passedOver([shown(100, 'a', 'b')], [{ productId: 'a' }], now)).toEqual(new Map([['b', 1]]));
});

test('what is shown now does not count yet', () => {
  expect(passedOver([shown(0, 'a'), shown(29, 'a')], [], now).size).toBe(0);
  expect(passedOver([shown(30, 'a')], [], now).size).toBe(1);
});

test('an answer from the future does not count', () => {
  expect(passedOver([shown(-100, 'a')], [], now).size).toBe(0);
});
