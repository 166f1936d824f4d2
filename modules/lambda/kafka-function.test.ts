import { expect, test } from 'vitest';
import { PlatformError } from '../errors/platform-error.ts';
import { jsonLog } from '../logging/log.ts';
import { kafkaFunction } from './kafka-function.ts';

const linesOf = (lines: readonly string[]): unknown[] => lines.map((line): unknown => JSON.parse(line));

const recorder = () => {
  const lines: string[] = [];
  return { lines, log: jsonLog((line) => void lines.push(line)) };
};

const anEvent = {
  eventSource: 'aws:kafka',
  records: {
    'products-0': [{ topic: 'products', partition: 0, offset: 1, timestamp: 1, key: null, value: null, headers: [] }],
  },
};

test('a batch is one line with its counts, which is its metrics by function and topic, too', async () => {
  const { lines, log } = recorder();
  await kafkaFunction(async (records) => ({ allowed: records.length }), log)(anEvent);
  expect(linesOf(lines)).toEqual([
    {
      level: 'info',
      message: 'batch processed',
      records: 1,
      allowed: 1,
      failures: 0,
      duration_ms: expect.any(Number),
      oldest_record_age_ms: expect.any(Number),
      service: 'marketplace',
      topic: 'products',
      _aws: {
        Timestamp: expect.any(Number),
        CloudWatchMetrics: [
          {
            Namespace: 'Marketplace',
            Dimensions: [['service', 'topic']],
            Metrics: [
              ...['records', 'allowed', 'failures'].map((Name) => ({ Name, Unit: 'Count' })),
              ...['duration_ms', 'oldest_record_age_ms'].map((Name) => ({ Name, Unit: 'Milliseconds' })),
            ],
          },
        ],
      },
    },
  ]);
});

test('records of a clock that is ahead are not younger than new', async () => {
  const { lines, log } = recorder();
  const ahead = Date.now() + 3_600_000;
  const records = Object.fromEntries(
    Object.entries(anEvent.records).map(([key, own]) => [key, own.map((record) => ({ ...record, timestamp: ahead }))]),
  );
  await kafkaFunction(async () => ({}), log)({ ...anEvent, records });
  expect(linesOf(lines)).toMatchObject([{ oldest_record_age_ms: 0 }]);
});

test('a broken system is logged once with its code and causes, and thrown, so that the batch comes again', async () => {
  const { lines, log } = recorder();
  const failure = new PlatformError('kafka_unavailable', 'cannot publish', { cause: new Error('no broker') });
  const handler = kafkaFunction(
    async () => {
      throw failure;
    },
    log,
    0,
  );
  await expect(handler(anEvent)).rejects.toBe(failure);
  expect(linesOf(lines)).toMatchObject([
    {
      level: 'error',
      message: 'batch failed, it will come again',
      records: 1,
      failures: 1,
      duration_ms: expect.any(Number),
      error_code: 'kafka_unavailable',
      error: 'cannot publish (Error: no broker)',
    },
  ]);
});

test('a call that fails takes as long as it must at least: so many retries outlast an outage', async () => {
  const leastMs = 100;
  const handler = kafkaFunction(() => Promise.reject(new Error('down')), recorder().log, leastMs);
  const startedAt = performance.now();
  await expect(handler(anEvent)).rejects.toThrow('down');
  // A timer may be a millisecond early.
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(leastMs - 2);
});

test('an event of another kind is refused before the step sees it', async () => {
  const { lines, log } = recorder();
  const handler = kafkaFunction(async () => ({ reached: 1 }), log, 0);
  await expect(handler({ Records: [] })).rejects.toMatchObject({ code: 'event_invalid' });
  expect(linesOf(lines)).toMatchObject([{ level: 'error', error_code: 'event_invalid' }]);
});
