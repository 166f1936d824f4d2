import * as fc from 'fast-check';
import kafkajs from './library.ts';
import { expect, test } from 'vitest';
import { partitionOfKey } from './partition.ts';

const partitioner = kafkajs.Partitioners.DefaultPartitioner();

function partitionByKafkajs(key: Buffer, partitions: number): number {
  const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({
    partitionErrorCode: 0,
    partitionId,
    leader: 1,
    replicas: [1],
    isr: [1],
  }));
  return partitioner({ topic: 'products', partitionMetadata, message: { key, value: null } });
}

test('a key goes to the partition that kafkajs, and with it every Java client, chooses', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 1, max: 100 }), (bytes, partitions) => {
      const key = Buffer.from(bytes);
      expect(partitionOfKey(key, partitions)).toBe(partitionByKafkajs(key, partitions));
    }),
    { numRuns: 1_000 },
  );
});

test('the empty key has a partition, too', () => {
  expect(partitionOfKey(Buffer.alloc(0), 6)).toBe(partitionByKafkajs(Buffer.alloc(0), 6));
});
