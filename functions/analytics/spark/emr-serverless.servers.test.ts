import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { EMRServerlessClient } from '@aws-sdk/client-emr-serverless';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { hdfsAs, hdfsDirectory } from '../../../tests/support/hdfs.ts';
import { testInstance } from '../../../tests/support/instance.ts';
import type { Job } from '../engine.ts';
import { emrServerlessEngine } from './emr-serverless.ts';

// HDFS is real; EMR Serverless is three calls of its documented API, answered here.
const instance = testInstance();
const hdfs = hdfsAs(instance, 'analytics');
let root: Awaited<ReturnType<typeof hdfsDirectory>>;
let service: Server;
let states: string[] = [];
let calls: { readonly what: string; readonly body: unknown }[] = [];

beforeAll(async () => {
  root = await hdfsDirectory(instance, 'analytics');
  service = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = request.method === 'POST' ? await json(request) : undefined;
  calls.push({ what: `${request.method} ${request.url?.split('?')[0]}`, body });
  const state = request.method === 'GET' && states.length > 1 ? states.shift() : states[0];
  const content =
    request.method === 'GET'
      ? { jobRun: { state, stateDetails: 'why', jobRunId: 'run-1' } }
      : { applicationId: 'app-1', jobRunId: 'run-1', arn: 'arn' };
  response.setHeader('content-type', 'application/json').end(JSON.stringify(content));
}

beforeEach(() => {
  calls = [];
});

afterAll(async () => {
  service.close();
  await root.remove();
  hdfs.close();
});

const aJob = (name: string): Job => ({
  runId: name,
  now: 1,
  window: 1,
  inputs: { product_records: [], activity_records: [], products: [], previous_categories: [], week_ago_categories: [] },
  prepared: [],
  analyses: [{ name: 'categories', sql: 'SELECT 1' }],
  output: `${root.path}/${name}`,
});

const engine = (timeout = 60_000) =>
  emrServerlessEngine({
    hdfs,
    hdfsUser: 'analytics',
    applicationId: 'app-1',
    jobRoleArn: 'arn:aws:iam::1:role/job',
    script: 's3://assets/job.py',
    logs: 's3://logs/spark/',
    hdfsUri: 'hdfs://namenode:8020',
    timeout,
    interval: 10,
    connect: () =>
      new EMRServerlessClient({
        region: 'us-east-1',
        credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
        endpoint: `http://127.0.0.1:${(service.address() as AddressInfo).port}`,
      }),
  });

const report = {
  preparations: [{ name: 'start', seconds: 1 }],
  analyses: [{ name: 'categories', seconds: 2, rows: 1, bytes: 10 }],
};

test('a job is started under its role and user, and its report is read when it has succeeded', async () => {
  states = ['SCHEDULED', 'RUNNING', 'SUCCESS'];
  const job = aJob('succeeds');
  await hdfs.create(`${job.output}/report.json`, Buffer.from(JSON.stringify(report)));
  const told: string[] = [];
  const done = await engine().run(
    job,
    async ({ name }) => void told.push(name),
    ({ name }) => told.push(name),
  );
  expect(told).toEqual(['start', 'categories']);
  expect(done.preparations).toEqual([{ name: 'start', seconds: 1 }]);
  expect(calls[0]).toMatchObject({
    what: 'POST /applications/app-1/jobruns',
    body: {
      executionRoleArn: 'arn:aws:iam::1:role/job',
      jobDriver: {
        sparkSubmit: {
          entryPoint: 's3://assets/job.py',
          entryPointArguments: [`hdfs://namenode:8020${job.output}/job.json`],
          sparkSubmitParameters: expect.stringContaining('HADOOP_USER_NAME=analytics'),
        },
      },
    },
  });
  expect(await hdfs.status(`${job.output}/job.json`)).toBeUndefined();
});

test('a job that fails says why', async () => {
  states = ['RUNNING', 'FAILED'];
  await expect(engine().run(aJob('fails'), async () => undefined)).rejects.toThrow('run-1 ended FAILED: why');
});

test('a job that takes too long is cancelled', async () => {
  states = ['RUNNING'];
  await expect(engine(50).run(aJob('hangs'), async () => undefined)).rejects.toMatchObject({ code: 'analysis_failed' });
  expect(calls.at(-1)?.what).toBe('DELETE /applications/app-1/jobruns/run-1');
});
