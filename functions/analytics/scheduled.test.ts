import { beforeEach, expect, test } from 'vitest';
import { PlatformError, type ErrorCode } from '../../modules/errors/platform-error.ts';
import { jsonLog } from '../../modules/logging/log.ts';
import { scheduledRun } from './scheduled.ts';

const lines: string[] = [];
const log = jsonLog((line) => void lines.push(line));
beforeEach(() => void (lines.length = 0));

const failing = (code: ErrorCode) =>
  scheduledRun(async () => Promise.reject(new PlatformError(code, 'somebody runs it')), log);
const logged = (): unknown[] => lines.map((line): unknown => JSON.parse(line));

test('a run that ends well is one line with its metrics', async () => {
  const report = { run_id: 'r', engine: 'duckdb', resumed: false, seconds: 2, announced: 0, records: 0, documents: 0 };
  await scheduledRun(async () => ({ ...report, days: [], preparations: [], analyses: [] }), log)();
  expect(logged()).toMatchObject([{ message: 'analysis is done', run_id: 'r', runs: 1, failures: 0 }]);
});

test('while another run is under way there is nothing to do', async () => {
  await failing('analysis_running')();
  expect(logged()).toMatchObject([{ level: 'info', reason: 'somebody runs it' }]);
});

test('a run that fails is an error with its metrics, and fails the invocation', async () => {
  await expect(failing('hdfs_unavailable')()).rejects.toMatchObject({ code: 'hdfs_unavailable' });
  expect(logged()).toMatchObject([{ level: 'error', runs: 0, failures: 1 }]);
});
