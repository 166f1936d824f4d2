import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { planBatches, refuseTooLarge } from './batches.ts';
import { namedHeaders } from './headers.ts';
import { headersOf } from './library.ts';
import type { OutgoingRecord } from './record.ts';
import { headerTexts } from '../../tests/support/records.ts';
import { topics } from '../platform/topics.ts';

const sixPartitions = (): number => 6;

test('every record is planned once, those of a key in their order in one partition, and every batch is small', () => {
  const record = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), size: fc.integer({ min: 0, max: 300_000 }) });
  fc.assert(
    fc.property(fc.array(record, { maxLength: 30 }), (made) => {
      const records = made.map(({ key, size }, n) => ({
        topic: 'dead_letters',
        key,
        value: Buffer.alloc(size),
        headers: namedHeaders({ n: String(n) }),
      }));
      const plans = planBatches(records, sixPartitions);
      const planned = plans.flatMap(({ batches }) => batches.flat());
      expect(planned).toHaveLength(records.length);
      for (const key of ['a', 'b', 'c', 'd']) {
        const order = planned
          .filter((message) => String(message.key) === key)
          .map((message) => headerTexts({ headers: headersOf(message) }));
        expect(order).toEqual(records.filter((one) => one.key === key).map(headerTexts));
      }
      for (const { batches } of plans)
        for (const batch of batches)
          expect(batch.reduce((bytes, { value }) => bytes + (value?.length ?? 0), 0)).toBeLessThan(900_000);
    }),
  );
});

test('a record that says when it happened keeps that time, and any other gets the moment of sending', () => {
  const records = [
    { topic: 'client_queries', key: 'a', value: '{}', timestamp: 1_700_000_000_123 },
    { topic: 'client_queries', key: 'a', value: '{}' },
  ];
  const messages = planBatches(records, sixPartitions).flatMap(({ batches }) => batches.flat());
  expect(messages.map(({ timestamp }) => timestamp)).toEqual(['1700000000123', undefined]);
});

test('topics do not share a batch', () => {
  const records: OutgoingRecord[] = [
    { topic: 'filtered_products', key: 'a', value: null },
    { topic: 'rejected_products', key: 'a', value: '{}' },
  ];
  expect(planBatches(records, sixPartitions).map(({ topic, batches }) => [topic, batches.length])).toEqual([
    ['filtered_products', 1],
    ['rejected_products', 1],
  ]);
});

test('records without a key are spread over all partitions', () => {
  const records = Array.from({ length: 12 }, () => ({ topic: 'dead_letters', key: null, value: 'x' }));
  expect(planBatches(records, sixPartitions).map(({ batches }) => batches[0]?.length)).toEqual([2, 2, 2, 2, 2, 2]);
});

const ofSize = (size: number): OutgoingRecord => ({ topic: 'products', key: null, value: Buffer.alloc(size) });

test('a record as large as its topic takes stands in a batch of its own, and one byte more is refused', () => {
  const largest = topics.products.maxMessageBytes - 120;
  refuseTooLarge([ofSize(1), ofSize(largest)]);
  expect(planBatches([ofSize(1), ofSize(largest)], () => 1)[0]?.batches).toHaveLength(2);
  expect(() => refuseTooLarge([ofSize(1), ofSize(largest + 1)])).toThrow(
    expect.objectContaining({ code: 'kafka_record_too_large' }),
  );
});
