import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  InvokeCommand,
  LambdaClient,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { zip } from '../../cdk/packaging/zip.ts';
import { engineAccount } from '../../modules/platform/instance/cluster.ts';
import { testInstance, uniqueName } from '../../tests/support/instance.ts';
import { until } from '../../tests/support/until.ts';
import { engineClientConfig } from './endpoint.ts';

const source = `
  let calls = 0;
  export const handler = async ({ action, text }, context) => {
    calls++;
    if (action === 'throw') throw new TypeError(text);
    if (action === 'exit') process.exit(7);
    if (action === 'hang') await new Promise(() => setInterval(() => {}, 1000));
    if (action === 'block') for (;;);
    if (action === 'log') process.stdout.write(text);
    const { awsRequestId, functionName } = context;
    return { calls, awsRequestId, functionName, left: context.getRemainingTimeInMillis(), text, key: process.env.AWS_ACCESS_KEY_ID };
  };`;

const name = uniqueName('probe');
const config = engineClientConfig(testInstance());
const client = new LambdaClient(config);
const logs = new CloudWatchLogsClient(config);

const seconds = 5;

beforeAll(async () => {
  await create(name, source);
});

afterAll(async () => {
  await client.send(new DeleteFunctionCommand({ FunctionName: name }));
  client.destroy();
  logs.destroy();
});

async function create(FunctionName: string, code: string): Promise<void> {
  await client.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: `arn:aws:iam::${engineAccount}:role/probe`,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Timeout: seconds,
      MemorySize: 256,
      Code: { ZipFile: zip([{ name: 'index.mjs', contents: Buffer.from(code) }]) },
    }),
  );
  await waitUntilFunctionActiveV2({ client, maxWaitTime: 60, minDelay: 0.1, maxDelay: 1 }, { FunctionName });
}

async function invoke(
  event: object,
  FunctionName = name,
): Promise<{ failed: boolean; answer: Record<string, unknown> }> {
  const { FunctionError, Payload } = await client.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }),
  );
  return { failed: FunctionError !== undefined, answer: JSON.parse(Buffer.from(Payload ?? []).toString()) };
}

test('a call has its event and context, and the next one meets the same process', async () => {
  const first = await invoke({ text: 'Часы «Полдень»' });
  const second = await invoke({});
  expect(first).toMatchObject({ failed: false, answer: { functionName: name, text: 'Часы «Полдень»' } });
  expect(first.answer['left']).toBeLessThanOrEqual(seconds * 1_000);
  expect(second.answer['calls']).toBe(Number(first.answer['calls']) + 1);
  expect(second.answer['awsRequestId']).not.toBe(first.answer['awsRequestId']);
});

test('a function has the keys of its role, not those of the engine', async () => {
  expect((await invoke({})).answer['key']).not.toBe(config.credentials.accessKeyId);
});

test('what a handler throws is told with its type, and its process goes on', async () => {
  const { answer: before } = await invoke({});
  expect(await invoke({ action: 'throw', text: 'no such thing' })).toMatchObject({
    failed: true,
    answer: { errorType: 'TypeError', errorMessage: 'no such thing' },
  });
  expect((await invoke({})).answer['calls']).toBe(Number(before['calls']) + 2);
});

test.each([
  ['hang', 'Sandbox.Timedout', 'Task timed out after 5.00 seconds'],
  ['block', 'Sandbox.Timedout', 'Task timed out after 5.00 seconds'],
  ['exit', 'Runtime.ExitError', 'Runtime exited with error: exit status 7'],
])('a process lost to %s fails its call only, and the next call has a new one', async (action, errorType, message) => {
  expect(await invoke({ action })).toMatchObject({
    failed: true,
    answer: { errorType, errorMessage: expect.stringContaining(message) },
  });
  expect(await invoke({})).toMatchObject({ failed: false, answer: { calls: 1 } });
});

test('what a function writes is in its log group, between START and REPORT', async () => {
  const text = `${uniqueName('line')} without an end`;
  await invoke({ action: 'log', text });
  let messages: string[] = [];
  await until('the log', async () => {
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${name}` }));
    messages = events.map(({ message = '' }) => message.trimEnd());
    return messages.includes(text);
  });
  const at = messages.indexOf(text);
  expect(messages[at - 1]).toMatch(/^START RequestId: \S+ Version: \$LATEST$/u);
  expect(messages[at + 1]).toMatch(/^END RequestId: /u);
  expect(messages[at + 2]).toMatch(/^REPORT RequestId: \S+\tDuration: [\d.]+ ms/u);
  expect(messages.join('')).not.toContain('\0');
});

test('a module that cannot be loaded says why', async () => {
  const broken = uniqueName('broken');
  await create(broken, "import 'no-such-package'; export const handler = async () => 1;");
  try {
    expect(await invoke({}, broken)).toMatchObject({
      failed: true,
      answer: { errorMessage: expect.stringContaining('no-such-package') },
    });
  } finally {
    await client.send(new DeleteFunctionCommand({ FunctionName: broken }));
  }
});
