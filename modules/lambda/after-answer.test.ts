import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { jsonLog } from '../logging/log.ts';
import { afterAnswer } from './after-answer.ts';
import { until } from '../../tests/support/until.ts';

/** Lambda's side of the Extensions API: each GET event/next is answered when the test begins an invocation. */
async function lambda(refuse = false) {
  const registrations: { name: string | undefined; body: string }[] = [];
  const asking: ServerResponse[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      if (request.url === '/2020-01-01/extension/register') {
        registrations.push({ name: String(request.headers['lambda-extension-name']), body });
        if (refuse) response.writeHead(403).end('{}');
        else response.writeHead(200, { 'lambda-extension-identifier': 'ext-1' }).end('{}');
      } else if (request.headers['lambda-extension-identifier'] === 'ext-1') asking.push(response);
      else response.writeHead(403).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    runtimeApi: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    registrations,
    /** Whether the extension says that it has nothing more to do, so that the sandbox may be frozen. */
    isIdle: () => asking.length > 0,
    invoke: () => asking.shift()?.writeHead(200).end('{"eventType":"INVOKE"}'),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const started: { close: () => void }[] = [];
const lines: string[] = [];
const log = jsonLog((line) => lines.push(line));

afterEach(() => {
  for (const { close } of started.splice(0)) close();
  lines.length = 0;
});

async function start(refuse = false) {
  const api = await lambda(refuse);
  started.push(api);
  return api;
}

const work = () => Promise.withResolvers<void>();
/** A few turns of the event loop and of loopback connections, in which something that must not happen would happen. */
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 50));

test('Lambda may freeze the sandbox only after the work of the invocation is done', async () => {
  const api = await start();
  const after = await afterAnswer({ runtimeApi: api.runtimeApi, log });
  expect(api.registrations).toEqual([{ name: 'after-answer', body: '{"events":["INVOKE"]}' }]);
  await until('the sandbox may be frozen', api.isIdle);

  api.invoke();
  const publishing = work();
  after.run(() => publishing.promise);
  after.answered();
  await aMoment();
  expect(api.isIdle()).toBe(false);
  publishing.resolve();
  await until('the sandbox may be frozen', api.isIdle);
});

test('an invocation that was answered before the extension heard of it does not keep the sandbox awake', async () => {
  const api = await start();
  const after = await afterAnswer({ runtimeApi: api.runtimeApi, log });
  await until('the sandbox may be frozen', api.isIdle);
  after.answered();
  api.invoke();
  await until('the sandbox may be frozen', api.isIdle);
  api.invoke();
  await aMoment();
  expect(api.isIdle()).toBe(false);
  after.answered();
  await until('the sandbox may be frozen', api.isIdle);
});

test('work that does not end keeps the sandbox awake for so long and no longer', async () => {
  const api = await start();
  const after = await afterAnswer({ runtimeApi: api.runtimeApi, log, timeoutMs: 100 });
  await until('the sandbox may be frozen', api.isIdle);
  const startedAt = performance.now();
  api.invoke();
  after.run(() => work().promise);
  after.answered();
  await until('the sandbox may be frozen', api.isIdle);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(95);
});

test('work that fails is logged and changes nothing', async () => {
  const api = await start();
  const after = await afterAnswer({ runtimeApi: api.runtimeApi, log });
  await until('the sandbox may be frozen', api.isIdle);
  api.invoke();
  after.run(async () => Promise.reject(new Error('no broker')));
  after.answered();
  await until('the sandbox may be frozen', api.isIdle);
  expect(lines.join('')).toContain('no broker');
});

test('where nothing freezes the process the work simply runs', async () => {
  const after = await afterAnswer({ runtimeApi: undefined, log });
  const done = work();
  after.run(async () => done.resolve());
  after.answered();
  await done.promise;
  expect(lines).toEqual([]);
});

test('a runtime that refuses the extension is logged, and the work runs', async () => {
  const api = await start(true);
  const after = await afterAnswer({ runtimeApi: api.runtimeApi, log });
  const done = work();
  after.run(async () => done.resolve());
  await done.promise;
  expect(lines.join('')).toContain('there is no extension');
});

test('a runtime that does not answer is logged, and the work runs', async () => {
  const api = await start();
  api.close();
  const after = await afterAnswer({ runtimeApi: api.runtimeApi, log });
  const done = work();
  after.run(async () => done.resolve());
  await done.promise;
  expect(lines.join('')).toContain('extension_refused');
});

test('work beyond the limit is dropped, so that an outage does not fill the memory', async () => {
  const after = await afterAnswer({ runtimeApi: undefined, log, limit: 2 });
  const begun = vi.fn<() => Promise<void>>(() => work().promise);
  for (let n = 0; n < 3; n++) after.run(begun);
  expect(begun).toHaveBeenCalledTimes(2);
  expect(lines.join('')).toContain('dropped');
});
