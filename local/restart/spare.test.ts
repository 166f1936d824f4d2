import { expect, test } from 'vitest';
import { isInSync, whyNotSpare, type Cluster } from './spare.ts';

const cluster = (brokers: readonly number[], ...isrs: readonly (readonly number[])[]): Cluster => ({
  brokers,
  partitions: isrs.map((isr, partition) => ({ topic: 'products', partition, replicas: [1, 2, 3], isr })),
});

test('a broker of three is spared while every partition has two others in sync', () => {
  expect(whyNotSpare(2, cluster([1, 2, 3], [1, 2, 3], [3, 1, 2]))).toBeUndefined();
});

test('nobody is spared while another one is away', () => {
  expect(whyNotSpare(2, cluster([1, 2], [1, 2]))).toContain('only 1 other broker');
});

test('nobody is spared from a partition that has one other in sync; who is not in sync there is', () => {
  const lagging = cluster([1, 2, 3], [1, 2, 3], [1, 2], [1, 3], [1, 2], [1, 2], [2, 1]);
  expect(whyNotSpare(2, lagging)).toBe(
    '4 partitions would have fewer than 2 replicas in sync and take no records (products-1, products-3, products-4, …)',
  );
  expect(whyNotSpare(3, cluster([1, 2, 3], [1, 2]))).toBeUndefined();
});

test('a broker that is away takes nothing with it', () => {
  expect(whyNotSpare(2, cluster([1, 3], [1, 3]))).toBeUndefined();
});

test('a broker is back when it is in sync everywhere', () => {
  expect(isInSync(2, cluster([1, 2, 3], [1, 2, 3]))).toBe(true);
  expect(isInSync(2, cluster([1, 2, 3], [1, 2, 3], [1, 3]))).toBe(false);
  expect(isInSync(2, cluster([1, 3], [1, 3]))).toBe(false);
});
