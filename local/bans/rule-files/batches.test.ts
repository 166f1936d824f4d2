import { expect, test } from 'vitest';
import { batchesOf } from './batches.ts';

async function* itemsOf(count: number, size: number): AsyncGenerator<string> {
  for (let number = 0; number < count; number++) yield 'я'.repeat(size / 2);
}

async function sizesOf(count: number, size: number): Promise<number[]> {
  const sizes: number[] = [];
  for await (const { length } of batchesOf(itemsOf(count, size), (item) => item)) sizes.push(length);
  return sizes;
}

test('a request has a thousand rules at most', async () => {
  expect(await sizesOf(2_500, 10)).toEqual([1_000, 1_000, 500]);
  expect(await sizesOf(0, 10)).toEqual([]);
});

test('a request of large rules has four mebibytes at most', async () => {
  expect(await sizesOf(5, 1_500_000)).toEqual([2, 2, 1]);
});
