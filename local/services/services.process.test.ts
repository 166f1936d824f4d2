import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { instanceAt, type Instance } from '../instance/instance.ts';
import { portNames } from '../../modules/platform/instance/ports.ts';
import { brokerSettings } from './kafka.ts';
import { serverEnvironment } from '../instance/environment.ts';
import { startProcess } from '../instance/process.ts';
import type { Service } from './service.ts';
import { killService, serviceState, services, startAgain, startService, stopRounds, stopService } from './services.ts';
import { until } from '../../tests/support/until.ts';

let instance: Instance;

beforeEach(() => {
  instance = { ...instanceAt('unit', 0), directory: mkdtempSync(join(tmpdir(), 'services-test-')) };
});
afterEach(() => rmSync(instance.directory, { recursive: true }));

const aService = (script: string, overrides: Partial<Service> = {}): Service => ({
  name: 'server',
  ports: [],
  uses: [],
  readyTimeoutMs: 30_000,
  stopTimeoutMs: 30_000,
  prepare: async () => undefined,
  command: () => ({ command: '/bin/sh', args: ['-c', script], env: serverEnvironment() }),
  isReady: async () => false,
  ...overrides,
});

it('a server that dies while it starts is reported with the end of its log', async () => {
  const dying = aService('echo "Exception: cannot bind" >&2; exit 1');
  await expect(startService(instance, dying)).rejects.toMatchObject({
    code: 'server_not_ready',
    message: expect.stringMatching(/server ended while it was starting.*cannot bind/su),
  });
});

it('a server that is to give way runs with a lower priority than who starts it', async () => {
  const nice = aService('exec sleep 60', { niceness: 5, isReady: async () => true });
  await startService(instance, nice);
  const started = serviceState(instance, nice);
  const pid = started.state === 'running' ? started.pid : process.pid;
  await until('its priority is lower', () => getPriority(pid) === Math.min(getPriority() + 5, 19));
  expect(await stopService(instance, nice)).toBe('stopped');
});

const refused = async (): Promise<never> => {
  throw new Error('fetch failed', { cause: new Error('connection refused') });
};

it('a server that stands still while it starts is reported when its time is over, with what its probe said', async () => {
  const slow = aService('exec sleep 60', { readyTimeoutMs: 300, isReady: refused });
  await expect(startService(instance, slow)).rejects.toThrow(
    'server is not ready after 0.3 s without any progress; ' +
      'the last probe: Error: fetch failed (Error: connection refused)',
  );
  expect(await stopService(instance, slow)).toBe('stopped');
});

it('a server whose log grows while it starts is waited for longer than one that stands still', async () => {
  const startedAt = performance.now();
  const isReady = async () => performance.now() - startedAt > 3_000;
  const slow = aService('while :; do echo loading; sleep 0.05; done', { readyTimeoutMs: 2_000, isReady });
  await startService(instance, slow);
  expect(await stopService(instance, slow)).toBe('stopped');
});

it('a server is ready once its probe says so, and starting it again changes nothing', async () => {
  let probes = 0;
  const service = aService('exec sleep 60', { isReady: async () => (probes += 1) >= 3 });
  await startService(instance, service);
  const first = serviceState(instance, service);
  await startService(instance, service);
  expect(serviceState(instance, service)).toEqual(first);
  await stopService(instance, service);
  expect(serviceState(instance, service)).toEqual({ state: 'stopped' });
});

it('two that start a server at once make one of it', async () => {
  const service = aService('echo started >> started; exec sleep 60', { isReady: async () => true });
  await Promise.all([startService(instance, service), startService(instance, service)]);
  await until('it has begun', () => existsSync(join(instance.directory, 'started')));
  await stopService(instance, service);
  expect(readFileSync(join(instance.directory, 'started'), 'utf8')).toBe('started\n');
});

it('a server that died is started again, and one that was stopped or killed on purpose is not', async () => {
  const service = aService('exec sleep 60', { isReady: async () => true });
  await startService(instance, service);
  const before = serviceState(instance, service);
  if (before.state === 'running') process.kill(before.pid, 'SIGKILL');
  await until('it has died', () => serviceState(instance, service).state === 'died');
  expect(await startAgain(instance, service)).toBe(true);
  expect(serviceState(instance, service).state).toBe('running');
  for (const end of [stopService, killService]) {
    await startService(instance, service);
    await end(instance, service);
    expect(await startAgain(instance, service)).toBe(false);
    expect(serviceState(instance, service)).toEqual({ state: 'stopped' });
  }
});

it('one that cannot be started again is still to run', async () => {
  await startProcess(instance, 'server', aService('exit 1').command(instance));
  await until('it has died', () => serviceState(instance, aService('')).state === 'died');
  const unprepared = aService('exit 1', { prepare: () => Promise.reject(new Error('no room')) });
  await expect(startAgain(instance, unprepared)).rejects.toThrow('no room');
  expect(serviceState(instance, unprepared).state).toBe('died');
});

it('a stop does not wait for a start of its own process, which is interrupted', async () => {
  const [preparing, prepared] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const prepare = (): Promise<void> => {
    preparing.resolve();
    return prepared.promise;
  };
  const slow = aService('exec sleep 60', { prepare, isReady: async () => true });
  await startProcess(instance, 'server', aService('exit 1').command(instance));
  await until('it has died', () => serviceState(instance, slow).state === 'died');
  const starting = startService(instance, slow);
  await preparing.promise;
  await stopService(instance, slow);
  prepared.resolve();
  await starting;
  expect(await stopService(instance, slow)).toBe('stopped');
});

it('a probe that fails counts as not ready yet', async () => {
  let probes = 0;
  const isReady = async (): Promise<boolean> => {
    probes += 1;
    if (probes < 3) throw new Error('connection refused');
    return true;
  };
  const service = aService('exec sleep 60', { isReady });
  await startService(instance, service);
  await stopService(instance, service);
  expect(probes).toBe(3);
});

it('services stop before what they use: who watches first, then the event source, the engine, the servers', () => {
  const rounds = stopRounds(services).map((round) => round.map(({ name }) => name));
  const roundOf = (name: string): number => rounds.findIndex((names) => names.includes(name));
  const order = ['prometheus', 'event-source', 'engine', 'broker-1'].map(roundOf);
  expect(order).toEqual([0, 1, 2, 3]);
  expect(rounds.at(-1)).toEqual(expect.arrayContaining(['broker-1', 'broker-2', 'broker-3']));
});

it('every port of an instance belongs to exactly one service', () => {
  expect(services.flatMap(({ ports }) => ports).toSorted()).toEqual(portNames.toSorted());
});

it('every listener of a broker asks for a certificate', () => {
  const settings = brokerSettings(instance, 2, '/data');
  expect(settings).toContain('listener.security.protocol.map=CLIENT:SSL,INTERNAL:SSL,CONTROLLER:SSL\n');
  expect(settings).toContain('ssl.client.auth=required\n');
  expect(settings).toContain('allow.everyone.if.no.acl.found=false\n');
  expect(settings).toContain('super.users=User:CN=broker-1;User:CN=broker-2;User:CN=broker-3;User:CN=admin\n');
});

it('a server sees nothing of the environment that could change it', () => {
  vi.stubEnv('JAVA_TOOL_OPTIONS', '-Xmx1m');
  vi.stubEnv('LC_ALL', 'POSIX');
  const environment = serverEnvironment({ OWN: '1' });
  vi.unstubAllEnvs();
  expect(environment).toMatchObject({ PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', OWN: '1' });
  expect(environment).not.toHaveProperty('JAVA_TOOL_OPTIONS');
});
