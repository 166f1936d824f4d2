import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { headersToSend } from '../../../modules/kafka/library.ts';
import { jsonLog } from '../../../modules/logging/log.ts';
import type { Outcome } from '../after-invoke.ts';
import { encodeEvent, envelope, type KafkaEvent } from '../event.ts';
import { FunctionHost } from '../fixtures/function-host.ts';
import type { Invoke } from '../invoke.ts';
import { settings } from '../settings.ts';
import { InProcessFunctions } from './functions.ts';

const topicPartition = { topic: 'orders', partition: 2 };

const anEvent: KafkaEvent = {
  envelope: envelope({ kind: 'self-managed', bootstrapServers: ['b-1:9094'] }, ['b-1:9094']),
  parts: [
    {
      topicPartition,
      messages: [
        {
          offset: '7',
          timestamp: '1700000000000',
          attributes: 0,
          key: Buffer.from('часы'),
          value: null,
          headers: headersToSend([{ name: 'version', value: Buffer.from([0, 200]) }]),
        },
      ],
    },
  ],
};

interface Hosted {
  readonly host: FunctionHost;
  readonly invoke: Invoke;
  /** Ends the function's threads and returns what its log group got. */
  readonly logged: () => Promise<string[]>;
}

async function hosted(code: string, configuration: object = {}): Promise<Hosted> {
  const host = await FunctionHost.start(code);
  host.configuration = { ...configuration };
  const { lambda, logs } = host.clients();
  const functions = new InProcessFunctions({ lambda, logs, environment: { SHOP: 'beside' }, log: jsonLog(() => {}) });
  onTestFinished(async () => {
    await functions.close();
    await host[Symbol.asyncDispose]();
  });
  const logged = async (): Promise<string[]> => {
    await functions.close();
    return host.lines;
  };
  return { host, invoke: functions.invoker('orders'), logged };
}

const succeeded: Outcome = { kind: 'succeeded' };
const failed = (error: string): Outcome => ({ kind: 'function_failed', error: `Unhandled: ${error}` });

test("a function gets AWS's event, is loaded once for many, and what it writes stands in its log group", async () => {
  const { invoke, logged } = await hosted(`
    console.log('cold start');
    export const handler = async (event) => console.log(JSON.stringify(event));
  `);
  expect([await invoke(anEvent), await invoke(anEvent)]).toEqual([succeeded, succeeded]);
  const event = `/aws/lambda/orders: ${encodeEvent(anEvent).toString()}`;
  const lines = await logged();
  expect(lines[0]).toBe('/aws/lambda/orders: cold start');
  expect(lines.slice(1).map((line) => JSON.parse(line.slice(line.indexOf('{'))))).toEqual(
    [event, event].map((line) => JSON.parse(line.slice(line.indexOf('{')))),
  );
});

test('all that a function has written before its outcome stands in its log group, also when it ends at once', async () => {
  const { invoke, logged } = await hosted(`
    export const handler = async () => {
      for (let line = 0; line < 2000; line += 1) console[line % 2 ? 'error' : 'log']('line', line);
    };
  `);
  expect(await invoke(anEvent)).toEqual(succeeded);
  expect(await logged()).toHaveLength(2000);
});

test('a handler that says so gets the bytes as they are', async () => {
  const { invoke, logged } = await hosted(`
    export const handler = async ({ encoding, records: { 'orders-2': [{ key, headers }] } }) =>
      console.log(encoding, key.toString(), headers[0].name, [...headers[0].value].join());
    handler.takesBytes = true;
  `);
  expect(await invoke(anEvent)).toEqual(succeeded);
  expect(await logged()).toEqual(['/aws/lambda/orders: bytes часы version 0,200']);
});

test("it has the function's variables over those of the engine, and Lambda's context", async () => {
  const { invoke, logged } = await hosted(
    `export const handler = async (event, context) => console.log(
       process.env.SHOP, process.env.COLOUR, process.env.AWS_LAMBDA_FUNCTION_NAME,
       context.functionName, context.awsRequestId.length, context.getRemainingTimeInMillis() > 15000);`,
    { Environment: { Variables: { COLOUR: 'green' } } },
  );
  await invoke(anEvent);
  expect(await logged()).toEqual(['/aws/lambda/orders: beside green orders orders 36 true']);
});

test('an error has its name and its message, and the thread goes on', async () => {
  const { invoke, logged } = await hosted(`
    console.log('cold start');
    export const handler = async () => { throw new TypeError('no stock'); };
  `);
  expect([await invoke(anEvent), await invoke(anEvent)]).toEqual([
    failed('TypeError: no stock'),
    failed('TypeError: no stock'),
  ]);
  expect((await logged()).filter((line) => line.includes('cold start'))).toHaveLength(1);
});

/** A function that does something only when it is called for the first time, as a file beside its code tells. */
const atFirst = (what: string): string => `
  import { existsSync, writeFileSync } from 'node:fs';
  import { join } from 'node:path';
  console.log('cold start');
  const mark = join(process.env.LAMBDA_TASK_ROOT, 'called');
  export const handler = async () => {
    if (existsSync(mark)) return;
    writeFileSync(mark, '');
    ${what}
  };
`;

test.each([
  [
    'that runs out of time is ended',
    'await new Promise(() => setInterval(() => {}, 1000));',
    'Sandbox.Timedout: Task timed out after 1.00 seconds',
  ],
  ['that never lets go of its thread is ended', 'for (;;) {}', 'Sandbox.Timedout: Task timed out after 1.00 seconds'],
  [
    'that ends its process has failed',
    'process.exit(3);',
    'Runtime.ExitError: Runtime exited with error: exit status 3',
  ],
  [
    'that throws beside its handler has failed',
    `setTimeout(() => { throw new RangeError('late'); }); await new Promise(() => {});`,
    'RangeError: late',
  ],
])('a function %s, and the next event meets a new thread', async (_, what, reason) => {
  const { invoke, logged } = await hosted(atFirst(what), { Timeout: 1 });
  expect(await invoke(anEvent)).toEqual(failed(reason));
  expect(await invoke(anEvent)).toEqual(succeeded);
  expect((await logged()).filter((line) => line.includes('cold start'))).toHaveLength(2);
});

test('a function that cannot be loaded has failed, and is loaded again for the next event', async () => {
  const { invoke } = await hosted(`throw new Error('no configuration');`);
  expect([await invoke(anEvent), await invoke(anEvent)]).toEqual([
    failed('Error: no configuration'),
    failed('Error: no configuration'),
  ]);
});

test('events at the same time run in threads of their own', async () => {
  const { invoke, logged } = await hosted(`
    console.log('cold start');
    export const handler = () => new Promise((resolve) => setTimeout(resolve, 300));
  `);
  expect(await Promise.all([invoke(anEvent), invoke(anEvent)])).toEqual([succeeded, succeeded]);
  await Promise.all([invoke(anEvent), invoke(anEvent)]);
  expect(await logged()).toEqual(Array(2).fill('/aws/lambda/orders: cold start'));
});

test('new code is met by the events that come a little after its deployment', async () => {
  const { host, invoke, logged } = await hosted(`export const handler = async () => console.log('old');`);
  await invoke(anEvent);
  host.code = `export const handler = async () => console.log('new');`;
  await new Promise((resolve) => setTimeout(resolve, settings.functionReadIntervalMs + 50));
  await invoke(anEvent);
  expect(await logged()).toEqual(['/aws/lambda/orders: old', '/aws/lambda/orders: new']);
});

test('a function of another runtime is not invoked, and it is said why', async () => {
  const { invoke } = await hosted('', { Runtime: 'python3.13' });
  expect(await invoke(anEvent)).toEqual({
    kind: 'not_invoked',
    error: 'only functions of Node run in process, and orders is one of python3.13',
  });
});

test('a function without the module of its handler is not invoked, it is said why, and its code does not pile up', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'no-handler-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  vi.stubEnv('TMPDIR', directory);
  onTestFinished(() => void vi.unstubAllEnvs());
  const { invoke } = await hosted('', { Handler: 'main.handler' });
  const outcome = { kind: 'not_invoked', error: 'there is no module for the handler main.handler' };
  expect([await invoke(anEvent), await invoke(anEvent)]).toEqual([outcome, outcome]);
  expect(readdirSync(directory)).toEqual([]);
});
