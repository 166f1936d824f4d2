import Runner, { type ConsumerGroup } from 'kafkajs/src/consumer/runner.js';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import Decoder from 'kafkajs/src/protocol/decoder.js';
import decodeRecord from 'kafkajs/src/protocol/recordBatch/record/v0/decoder.js';
import encodeRecord from 'kafkajs/src/protocol/recordBatch/record/v0/index.js';
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { FetchPace } from './fetch-pace.ts';
import kafkajs, { headersOf, headersToSend, type Batch } from './library.ts';
import type { RecordHeader } from './record.ts';

let queue: RequestQueue;

beforeEach(() => {
  queue = new RequestQueue({ maxInFlightRequests: 1, requestTimeout: 1_000, enforceRequestTimeout: false });
});
afterEach(() => queue.destroy());

test('it is kafkajs', () => {
  expect(kafkajs.Kafka).toBeTypeOf('function');
});

test('a connection on which nothing waits has no timer', () => {
  queue.checkPendingRequests();
  expect(queue.throttleCheckTimeoutId).toBeNull();
});

test('a connection that the broker slows down looks again when it may', () => {
  queue.throttledUntil = Date.now() + 60_000;
  queue.checkPendingRequests();
  expect(queue.throttleCheckTimeoutId).not.toBeNull();
});

test('a request that waits is looked for', () => {
  queue.pending.push({});
  queue.scheduleCheckPendingRequests();
  expect(queue.throttleCheckTimeoutId).not.toBeNull();
});

test('fetchers that are made when a consumer is stopped already end at once', async () => {
  let looks = 0;
  const getNodeIds = (): number[] => {
    looks += 1;
    // Otherwise they would keep this test from ever ending.
    if (looks > 100) throw new Error('they ask without end');
    return [1, 2];
  };
  const runner = new Runner({
    logger: quiet,
    consumerGroup: { ...groupOf([]), getNodeIds },
    instrumentationEmitter: null,
    concurrency: 1,
    onCrash: () => undefined,
  });
  expect(runner.running).toBe(false);
  await runner.fetchManager.start();
  expect(looks).toBeLessThan(10);
});

const quiet = new kafkajs.Kafka({ brokers: ['nobody:1'], logLevel: kafkajs.logLevel.NOTHING }).logger();

/** A group that answers its first fetches with so many records each, and any later one with none. */
function groupOf(answers: number[]): ConsumerGroup & { readonly asked: FetchPace[] } {
  return {
    groupId: 'group',
    memberId: 'member',
    minBytes: 65_536,
    maxWaitTime: 150,
    asked: [],
    getNodeIds: () => [1],
    async fetch() {
      this.asked.push({ minBytes: this.minBytes, maxWaitTime: this.maxWaitTime });
      return [batchOf(answers.shift() ?? 0)];
    },
    heartbeat: async () => undefined,
  };
}

const batchOf = (records: number): Batch =>
  Object.assign(Object.create(null), { messages: Array.from({ length: records }) });

test('a consumer to which nobody sends asks less often, and as before with the first record', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const group = groupOf([3, 0, 1]);
  const runner = new Runner({
    logger: quiet,
    consumerGroup: group,
    instrumentationEmitter: { emit: () => undefined },
    concurrency: 1,
    onCrash: () => undefined,
  });
  runner.running = true;
  for (const pause of [0, 1_900, 1_900, 100]) {
    vi.advanceTimersByTime(pause);
    await runner.fetch(1);
  }
  const asFull = { minBytes: 65_536, maxWaitTime: 150 };
  expect(group.asked).toEqual([asFull, asFull, { minBytes: 1, maxWaitTime: 1_000 }, asFull]);
});

/** A record's headers after kafkajs has written and read it. */
function sentAndRead(headers: readonly RecordHeader[]): readonly RecordHeader[] {
  const key = Buffer.from('p1');
  const written = encodeRecord({ key, value: null, headers: headersToSend(headers) });
  const record = new Decoder(written.buffer).readVarIntBytes();
  const read = decodeRecord(new Decoder(record ?? Buffer.alloc(0)), { firstOffset: '0', firstTimestamp: '0' });
  expect({ key: read.key, value: read.value }).toEqual({ key, value: null });
  return headersOf(read);
}

test('headers are sent and read in their order, repeated ones and those without a value, too', () => {
  const value = fc.option(fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)));
  const name = fc.oneof(fc.string(), fc.constantFrom('a', 'b', '2', '1', '', 'constructor', '__proto__', 'toString'));
  fc.assert(
    fc.property(fc.array(fc.record({ name, value }, { noNullPrototype: true })), (headers) => {
      expect(sentAndRead(headers)).toEqual(headers);
    }),
  );
});

test('a record that has no headers, or is older than them, has none', () => {
  expect(sentAndRead([])).toEqual([]);
  expect(headersOf({})).toEqual([]);
});

test('10,000 headers of a record are read in seconds', { timeout: 5_000 }, () => {
  const headers = Array.from({ length: 10_000 }, (_, n) => ({ name: `h${n}`, value: null }));
  expect(sentAndRead(headers)).toHaveLength(10_000);
});
