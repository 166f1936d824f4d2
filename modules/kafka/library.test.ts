import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import kafkajs from './library.ts';

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
