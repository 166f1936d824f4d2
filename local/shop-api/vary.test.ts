import { expect, test } from 'vitest';
import { vary } from './vary.ts';

const record = (value: unknown) => ({ topic: 'products', key: 'p', value: Buffer.from(JSON.stringify(value)) });
const now = Date.UTC(2026, 0, 2);

test('price and stock change a little, everything else stays', () => {
  const product = {
    product_id: 'p',
    price: { amount: 1_000, currency: 'RUB' },
    stock: { available: 5, reserved: 1 },
    x: 1,
  };
  const varied = vary(record(product), () => 0.5, now);
  expect(varied).toMatchObject({ topic: 'products', key: 'p' });
  expect(JSON.parse(String(varied.value))).toEqual({
    ...product,
    stock: { available: 100, reserved: 1 },
    updated_at: '2026-01-02T00:00:00.000Z',
  });
});

const amountAt = (amount: number, random: number): unknown =>
  JSON.parse(String(vary(record({ price: { amount } }), () => random, now).value)).price.amount;

test('the price moves by a tenth at most and stays above zero', () => {
  expect([amountAt(1_000, 0), amountAt(1_000, 0.999_999), amountAt(0.3, 0)]).toEqual([900, 1_100, 1]);
});

test('what has no price stays as it is', () => {
  for (const value of ['text', null, { price: { amount: -1 } }, { price: 5 }]) {
    const same = record(value);
    expect(vary(same, () => 0.5, now)).toBe(same);
  }
});
