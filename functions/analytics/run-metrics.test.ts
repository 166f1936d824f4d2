import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { failureFields, runFields } from './run-metrics.ts';
import type { RunReport } from './run.ts';

beforeEach(() => vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'marketplace-analytics'));
afterEach(() => vi.unstubAllEnvs());

const anAnalysis = { name: 'categories', seconds: 1, rows: 20, bytes: 1_000 };

const aReport = (analyses: RunReport['analyses']): RunReport => ({
  run_id: '20261122T192500Z',
  engine: 'duckdb',
  resumed: false,
  seconds: 2.5,
  announced: 4,
  records: 5,
  documents: 6,
  days: [],
  preparations: [],
  analyses,
});

const definition = (...names: string[]) => ({
  _aws: {
    CloudWatchMetrics: [
      {
        Namespace: 'Marketplace',
        Dimensions: [['service']],
        Metrics: names.map((Name) => ({ Name, Unit: Name === 'duration_ms' ? 'Milliseconds' : 'Count' })),
      },
    ],
  },
  service: 'marketplace-analytics',
});

test('a run that ends well counts as one, with the rows that it computed and its duration', () => {
  const fields = runFields(aReport([anAnalysis, { ...anAnalysis, rows: 3 }]));
  expect(fields).toMatchObject({
    run_id: '20261122T192500Z',
    analyses: 2,
    ...definition('runs', 'failures', 'rows', 'duration_ms'),
    runs: 1,
    failures: 0,
    rows: 23,
    duration_ms: 2_500,
  });
});

test('a run that another one had computed has no rows of its own', () => {
  expect(runFields(aReport([]))).toMatchObject({ runs: 1, rows: 0 });
});

test('a run that fails counts as a failure, after so long', () => {
  expect(failureFields(1_234.5)).toMatchObject({
    ...definition('runs', 'failures', 'duration_ms'),
    runs: 0,
    failures: 1,
    duration_ms: 1_235,
  });
});
