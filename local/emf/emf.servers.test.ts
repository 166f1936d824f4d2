import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { jsonLog } from '../../modules/logging/log.ts';
import { testInstance, uniqueName } from '../../tests/support/instance.ts';
import { engineClientConfig } from '../engine/endpoint.ts';
import { emfMetrics } from './metrics.ts';
import { positionsIn } from './position-file.ts';
import { publishNewLines } from './publisher.ts';

const config = engineClientConfig(testInstance());
const logs = new CloudWatchLogsClient(config);
const cloudwatch = new CloudWatchClient(config);
const group = uniqueName('/emf-test/function');
const stream = { logGroupName: group, logStreamName: 'one' };
const directory = mkdtempSync(join(tmpdir(), 'emf-'));
const file = join(directory, 'positions.json');
let namespace: string;

beforeAll(async () => {
  await logs.send(new CreateLogGroupCommand({ logGroupName: group }));
  await logs.send(new CreateLogStreamCommand(stream));
});
beforeEach(() => {
  namespace = uniqueName('EmfTest');
});
afterAll(async () => {
  await logs.send(new DeleteLogGroupCommand({ logGroupName: group }));
  rmSync(directory, { recursive: true });
  logs.destroy();
  cloudwatch.destroy();
});

/** The service as it is after a start: what it knows stands in its file. */
function started() {
  const metrics = emfMetrics(new Registry());
  const positions = positionsIn(file, { otherwise: 0, now: Date.now() });
  const log = jsonLog(() => undefined);
  const dependencies = { logs, cloudwatch, prefix: group, positions, metrics, log, now: Date.now };
  return { round: () => publishNewLines(dependencies), metrics };
}

const aLine = (changes: object = {}): string =>
  JSON.stringify({
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [{ Namespace: namespace, Dimensions: [['service']], Metrics: [{ Name: 'records' }] }],
    },
    service: 'test',
    records: 1,
    ...changes,
  });

const writeAt = (timestamp: number, ...lines: string[]) =>
  logs.send(new PutLogEventsCommand({ ...stream, logEvents: lines.map((message) => ({ message, timestamp })) }));
const write = (...lines: string[]) => writeAt(Date.now(), ...lines);

async function sum(): Promise<number> {
  const Metric = { Namespace: namespace, MetricName: 'records', Dimensions: [{ Name: 'service', Value: 'test' }] };
  const { MetricDataResults = [] } = await cloudwatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(Date.now() - 3_600_000),
      EndTime: new Date(Date.now() + 3_600_000),
      MetricDataQueries: [{ Id: 'records', MetricStat: { Metric, Period: 60, Stat: 'Sum' } }],
    }),
  );
  return (MetricDataResults[0]?.Values ?? []).reduce((total, value) => total + value, 0);
}

test('a line becomes a data point once, however often it is read, and after restarts', async () => {
  await write(aLine(), aLine(), 'START RequestId: 1', aLine({ records: 5 }));
  const first = started();
  await first.round();
  await first.round();
  expect(await sum()).toBe(7);

  await write(aLine({ records: 10 }));
  const second = started();
  await second.round();
  await second.round();
  expect(await sum()).toBe(17);
});

test('a line that means to be metrics and is none is counted and holds nothing up', async () => {
  await write(aLine({ records: 'many' }), aLine());
  const { round, metrics } = started();
  await round();
  expect(await sum()).toBe(1);
  expect((await metrics.badLines.get()).values[0]?.value).toBe(1);
});

test.each([
  ['an hour', 3_600_000],
  ['a day', 86_400_000],
  ['a life', 73 * 365 * 86_400_000],
])('a line that lies %s ahead hides none of those that come after it', async (_, ahead) => {
  const { round } = started();
  await writeAt(Date.now() + ahead, aLine());
  await round();
  await write(aLine({ records: 10 }));
  await round();
  expect(await sum()).toBeGreaterThanOrEqual(10);
  await write(aLine({ records: 100 }));
  await started().round();
  expect(await sum()).toBeGreaterThanOrEqual(110);
});

test('what cannot be put is put by a later round, once', async () => {
  await write(aLine());
  const away = new CloudWatchClient({ ...config, endpoint: 'http://127.0.0.1:1', maxAttempts: 1 });
  const positions = positionsIn(file, { otherwise: 0, now: Date.now() });
  const dependencies = {
    logs,
    prefix: group,
    positions,
    metrics: emfMetrics(new Registry()),
    log: jsonLog(() => undefined),
  };
  await expect(publishNewLines({ ...dependencies, cloudwatch: away, now: Date.now })).rejects.toMatchObject({
    code: 'ECONNREFUSED',
  });
  expect(await sum()).toBe(0);
  await publishNewLines({ ...dependencies, cloudwatch, now: Date.now });
  await started().round();
  expect(await sum()).toBe(1);
});

test('a file of positions that is broken counts nothing twice', async () => {
  await write(aLine());
  await started().round();
  writeFileSync(file, '{"half');
  await started().round();
  expect(await sum()).toBe(1);
});
