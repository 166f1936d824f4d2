import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromMinorUnits, toMinorUnits } from './money.ts';

test.each([
  [0.29, 'RUB', 29],
  [1.005, 'RUB', 101],
  [4.35, 'RUB', 435],
  [1.1, 'RUB', 110],
  [0, 'RUB', 0],
  [1999.99, 'RUB', 199_999],
  [0.005, 'RUB', 1],
  [0.0049, 'RUB', 0],
  [1e-7, 'RUB', 0],
  [9.995, 'RUB', 1000],
  [Number('45035996273704.965'), 'RUB', 4_503_599_627_370_497],
  [1500, 'JPY', 1500],
  [1500.5, 'JPY', 1501],
  [1.2345, 'KWD', 1235],
])('%d %s is %d minor units', (amount, currency, minor) => {
  expect(toMinorUnits(amount, currency)).toBe(minor);
});

test.each([1e21, 1e300, Number.MAX_SAFE_INTEGER, 90_071_992_547_409.92])(
  '%d roubles are too many to count',
  (amount) => {
    expect(toMinorUnits(amount, 'RUB')).toBeUndefined();
  },
);

test('every whole number of kopecks survives the way to roubles and back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000_000_000 }), (minor) => {
      expect(toMinorUnits(fromMinorUnits(minor, 'RUB'), 'RUB')).toBe(minor);
    }),
  );
});

test('an amount is rounded as its decimal digits say', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), fc.integer({ min: 0, max: 9999 }), (whole, fraction) => {
      const digits = String(fraction).padStart(4, '0');
      const exact = (BigInt(whole) * 10_000n + BigInt(fraction) + 50n) / 100n;
      expect(toMinorUnits(Number(`${whole}.${digits}`), 'RUB')).toBe(Number(exact));
    }),
  );
});
