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

test('a batch is one line with its counts', async () => {
  const { lines, log } = recorder();
  await kafkaFunction(async (records) => ({ allowed: records.length }), log)(anEvent);
  expect(linesOf(lines)).toEqual([
    { level: 'info', message: 'batch processed', records: 1, allowed: 1, duration_ms: expect.any(Number) },
  ]);
});

test('a broken system is logged once with its code and causes, and thrown, so that the batch comes again', async () => {
  const { lines, log } = recorder();
  const failure = new PlatformError('kafka_unavailable', 'cannot publish', { cause: new Error('no broker') });
  const handler = kafkaFunction(async () => {
    throw failure;
  }, log);
  await expect(handler(anEvent)).rejects.toBe(failure);
  expect(linesOf(lines)).toEqual([
    {
      level: 'error',
      message: 'batch failed, it will come again',
      records: 1,
      duration_ms: expect.any(Number),
      error_code: 'kafka_unavailable',
      error: 'cannot publish (Error: no broker)',
    },
  ]);
});

test('an event of another kind is refused before the step sees it', async () => {
  const { lines, log } = recorder();
  const handler = kafkaFunction(async () => ({ reached: true }), log);
  await expect(handler({ Records: [] })).rejects.toMatchObject({ code: 'event_invalid' });
  expect(linesOf(lines)).toMatchObject([{ level: 'error', error_code: 'event_invalid' }]);
});
