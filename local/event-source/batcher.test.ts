import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideBatch, type BufferedRecord } from './batcher.ts';

const limits = { records: 3, window: 500, bytes: 100 };

const records = (count: number, size = 10, arrivedAt = 0): BufferedRecord[] =>
  Array.from({ length: count }, (_, offset) => ({ offset, arrivedAt, bytes: size }));

describe('when an event is sent', () => {
  test('an empty buffer waits for records', () => {
    expect(decideBatch([], limits, 0)).toEqual({ kind: 'wait', delay: Infinity });
  });

  test('a part of an event waits for the rest of its window', () => {
    expect(decideBatch(records(2), limits, 100)).toEqual({ kind: 'wait', delay: 400 });
  });

  test('at the end of the window it is sent as it is', () => {
    expect(decideBatch(records(2), limits, 500)).toEqual({ kind: 'send', records: 2 });
  });

  test('a full event does not wait', () => {
    expect(decideBatch(records(5), limits, 0)).toEqual({ kind: 'send', records: 3 });
  });

  test('an event whose next record would not fit does not wait', () => {
    expect(decideBatch(records(3, 40), limits, 0)).toEqual({ kind: 'send', records: 2 });
  });

  test('the commas between records count', () => {
    expect(decideBatch(records(2, 50), limits, 0)).toEqual({ kind: 'send', records: 1 });
  });

  test('without a window nothing waits', () => {
    expect(decideBatch(records(1), { ...limits, window: 0 }, 0)).toEqual({ kind: 'send', records: 1 });
  });

  test('a record that is larger than any event is told', () => {
    expect(decideBatch(records(2, 101), limits, 0)).toEqual({ kind: 'oversized' });
  });
});

test('whatever the records are, all go in order, none twice, and every event keeps its limits', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 120 }), { maxLength: 60 });
  const bounds = fc.record({
    records: fc.integer({ min: 1, max: 10 }),
    bytes: fc.integer({ min: 20, max: 200 }),
    window: fc.constant(100),
  });
  fc.assert(
    fc.property(sizes, bounds, (lengths, limit) => {
      const all = lengths.map((size, offset) => ({ offset, arrivedAt: offset, bytes: size }));
      const oversized = all.filter(({ bytes }) => bytes > limit.bytes).map(({ offset }) => offset);
      const buffer = [...all];
      const sent: BufferedRecord[][] = [];
      const dropped: number[] = [];
      while (buffer.length > 0) {
        const decision = decideBatch(buffer, limit, Infinity);
        if (decision.kind === 'send') sent.push(buffer.splice(0, decision.records));
        else dropped.push(...buffer.splice(0, 1).map(({ offset }) => offset));
      }
      expect(dropped).toEqual(oversized);
      expect(sent.flat()).toEqual(all.filter(({ offset }) => !oversized.includes(offset)));
      expect(sent.filter((event) => event.length > limit.records)).toEqual([]);
      expect(sent.filter((event) => sizeOf(event) > limit.bytes)).toEqual([]);
    }),
  );
});

const sizeOf = (event: readonly BufferedRecord[]): number =>
  event.map(({ bytes }) => 'r'.repeat(bytes)).join(',').length;
