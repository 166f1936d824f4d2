import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
  type DescribeExecutionCommandOutput,
} from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { definition } from '../cdk/spark/definition.ts';
import { engineClientConfig } from '../local/engine/endpoint.ts';
import { lambdaName } from '../modules/platform/function-names.ts';
import { recordFile } from '../modules/raw-files/record-file.ts';
import { activityWorker, type ActivityWorker } from './support/activity-workers.ts';
import { analyticsData } from './support/analytics-data.ts';
import { analysisWorld, type AnalysisWorld } from './support/analytics-run.ts';
import { testInstance, uniqueName } from './support/instance.ts';
import { until } from './support/until.ts';
import type { Job } from '../functions/analytics/engine.ts';
import { acquireLock } from '../functions/analytics/lock.ts';
import { analysisNames } from '../functions/analytics/queries.ts';
import { hdfsResults } from '../functions/analytics/results.ts';
import { stepIn, takeStep } from '../functions/analytics/spark/machine-steps.ts';

// The engine runs the definition that is deployed. What it calls is done here: the function's steps by the function's code,
// and Spark's job by DuckDB, from the job's file to its report; that job.py reads and writes these, functions/analytics/engines.servers.test.ts shows.
const start = Date.UTC(2026, 10, 22, 19, 25);
const instance = testInstance();
const client = new SFNClient(engineClientConfig(instance));
const lambda = new LambdaClient(engineClientConfig(instance));

let world: AnalysisWorld;
let workers: ActivityWorker[];
let machine: string;
let taken: string[];
/** What becomes of the jobs of Spark, one after the other: computed, when nothing is said. */
let failing: string[];

beforeEach(async () => {
  world = await analysisWorld(start);
  taken = [];
  failing = [];
  const name = uniqueName('analytics');
  workers = await Promise.all([
    activityWorker(client, `${name}-function`, callFunction),
    activityWorker(client, `${name}-spark`, runSpark),
  ]);
  const { stateMachineArn = '' } = await client.send(
    new CreateStateMachineCommand({
      name,
      roleArn: await roleOf(lambdaName('analytics')),
      definition: JSON.stringify(here(...workers.map(({ arn }) => arn))),
    }),
  );
  machine = stateMachineArn;
});

afterEach(async () => {
  await client.send(new DeleteStateMachineCommand({ stateMachineArn: machine }));
  for (const worker of workers) await worker.stop();
  await world.remove();
});

/** The engine wants a role that it knows: that of the function. */
async function roleOf(name: string): Promise<string | undefined> {
  const { Role } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
  return Role;
}

/** The definition with what is here in the place of what is on AWS; attempts follow each other without a pause. */
const here = (fn = '', spark = ''): unknown =>
  JSON.parse(
    JSON.stringify(definition)
      .replaceAll('${Function}', fn)
      .replace('arn:aws:states:::emr-serverless:startJobRun.sync', spark)
      .replaceAll('${HdfsUri}', 'hdfs://namenode')
      .replaceAll(/"IntervalSeconds":\d+/gu, '"IntervalSeconds":1'),
  );

async function callFunction(event: unknown): Promise<unknown> {
  const step = stepIn(event);
  if (step === undefined) throw new Error('the machine asks for a whole run');
  taken.push(step.step);
  return takeStep(world.dependencies(), step);
}

async function runSpark(parameters: unknown): Promise<unknown> {
  taken.push('spark');
  const failure = failing.shift();
  if (failure !== undefined) throw new Error(failure);
  const { JobDriver, Name } = parameters as {
    Name: string;
    JobDriver: { SparkSubmit: { EntryPointArguments: string[] } };
  };
  expect(Name).toBe('analytics-20261122T192500Z');
  const [address = ''] = JobDriver.SparkSubmit.EntryPointArguments;
  const { job, report } = jobIn(await world.hdfs.read(address.replace('hdfs://namenode', '')));
  const done = await world.engine().run(job, async () => undefined);
  await world.hdfs.create(report, Buffer.from(JSON.stringify(done)));
  return { JobRunId: 'job-1' };
}

/** The job in a file of job.py. */
function jobIn(content: Buffer): { job: Job; report: string } {
  const file = JSON.parse(content.toString()) as Pick<Job, 'days' | 'prepared' | 'analyses' | 'output'> & {
    run_id: string;
    now_ms: number;
    window_ms: number;
    report: string;
    tables: Record<keyof Job['inputs'], { files: string[] }>;
  };
  const { run_id: runId, now_ms: now, window_ms: window, tables, report, ...rest } = file;
  const inputs = {
    sent_prices: tables.sent_prices.files,
    activity: tables.activity.files,
    products: tables.products.files,
    previous_categories: tables.previous_categories.files,
    week_ago_categories: tables.week_ago_categories.files,
  };
  return { job: { ...rest, runId, now, window, inputs }, report };
}

async function execute(): Promise<DescribeExecutionCommandOutput> {
  const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn: machine, input: '{}' }));
  const look = () => client.send(new DescribeExecutionCommand({ executionArn }));
  await until('the execution ends', async () => (await look()).status !== 'RUNNING', 90_000);
  return look();
}

async function sellAndArchive(): Promise<void> {
  const { products, productRecords } = analyticsData(3, start, { products: 5, events: 10 });
  for (const { product_id, category } of products) await world.sell({ product_id, category });
  await world.hdfs.create(`${world.root}/raw/products/dt=2026-11-22/a.parquet`, recordFile(productRecords, {}));
}

const logged = (): string => world.lines.join('');

test('an execution exports, has Spark compute what the run before has not kept, publishes, and leaves the lock free', async () => {
  await sellAndArchive();
  expect(await execute()).toMatchObject({ status: 'SUCCEEDED' });
  expect(taken).toEqual(['export', 'spark', 'publish']);
  const results = hdfsResults(world.hdfs, world.dependencies().directories);
  for (const name of analysisNames) expect(await results.latest(name)).toBe('20261122T192500Z');
  expect(await world.documentsOf('categoryAnalytics')).not.toEqual([]);
  expect(logged()).toContain('"analysis is done"');
  // The next one, in a function: the day is kept and the lock is free.
  world.clock += 600_000;
  expect(await world.run()).toMatchObject({ days: [], resumed: false });
});

test('a job that fails is tried again, and when it fails twice the run is given up and the next one begins anew', async () => {
  await sellAndArchive();
  failing = ['no memory'];
  expect(await execute()).toMatchObject({ status: 'SUCCEEDED' });
  expect(taken).toEqual(['export', 'spark', 'spark', 'publish']);

  failing = ['no memory', 'no memory'];
  taken = [];
  world.clock += 600_000;
  expect(await execute()).toMatchObject({ status: 'FAILED', cause: expect.stringContaining('no memory') });
  expect(taken).toEqual(['export', 'spark', 'spark', 'abandon']);
  expect(logged()).toContain('analysis failed, the next run begins anew');
  await expect(world.run()).resolves.toMatchObject({ resumed: false });
});

test('while another run is under way an execution does nothing and is no failure', async () => {
  const lock = await acquireLock(world.dependencies());
  expect(await execute()).toMatchObject({ status: 'SUCCEEDED' });
  expect(taken).toEqual(['export']);
  await lock.release();
});
