import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { instanceAt, type Instance } from '../instance/instance.ts';
import { readIfThere } from '../instance/process-identity.mjs';
import { processState } from '../instance/process-record.ts';
import { startProcess, stopProcess } from '../instance/process.ts';
import { readSupervision } from '../instance/read-supervision.ts';
import { supervisorOf } from '../services/supervisor.ts';
import { until } from '../../tests/support/until.ts';

const servers = ['first', 'second'];
const sleeping = { command: '/bin/sh', args: ['-c', 'exec sleep 600'], env: {} };

let instance: Instance;
const fileOf = (name: string): string => join(instance.directory, name);
/** What the scripts that stand in for those of an instance were asked for. */
const asked = (): readonly string[] => (readIfThere(fileOf('asked')) ?? '').split('\n').filter(Boolean);

beforeEach(async () => {
  instance = { ...instanceAt('unit', 0), directory: mkdtempSync(join(tmpdir(), 'supervisor-test-')) };
  await supervisorOf(servers).prepare(instance);
  // It fails, so that the server stays dead.
  const keep = (what: string): string =>
    `import { appendFileSync, readFileSync } from 'node:fs';
     appendFileSync(${JSON.stringify(fileOf('asked'))}, ${what} + '\\n');`;
  writeFileSync(fileOf('start-again.mjs'), `${keep(`'start ' + process.argv.at(-1)`)} process.exitCode = 1;`);
  writeFileSync(fileOf('tell.mjs'), keep(`JSON.parse(readFileSync(0)).map(({ labels }) => labels.alertname).join()`));
  for (const server of servers) await startProcess(instance, server, sleeping);
});
afterEach(async () => {
  for (const server of servers) await stopProcess(instance, server, 1_000);
  rmSync(instance.directory, { recursive: true, force: true });
});

function supervise(): ChildProcess {
  const options = {
    directory: instance.directory,
    instance: instance.name,
    'start-again': fileOf('start-again.mjs'),
    tell: fileOf('tell.mjs'),
  };
  const args = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
  const child = spawn(process.execPath, [fileOf('supervisor/main.mjs'), ...args, ...servers], { stdio: 'ignore' });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

const isWatching = (child: ChildProcess) => until('it is there', () => readSupervision(instance)?.pid === child.pid);

function kill(server: string): void {
  const state = processState(instance, server);
  if (state.state === 'running') process.kill(state.pid, 'SIGKILL');
}

/** Kilobytes; 0 where the machine does not tell. */
const mostMemory = ({ pid }: ChildProcess): number =>
  Number(/^VmHWM:\s+(?<kB>\d+)/mu.exec(readIfThere(`/proc/${pid}/status`) ?? '')?.groups?.['kB'] ?? 0);

test('it has a server that is killed started again, and tells of it, within 60 MB', async () => {
  const child = supervise();
  await isWatching(child);
  kill('first');
  await until('both were asked for', () => asked().length >= 2);
  expect(asked()).toEqual(expect.arrayContaining(['start first', 'ServerDied']));
  expect(readSupervision(instance)?.servers).toMatchObject({ first: { doing: 'starting again' } });
  expect(mostMemory(child)).toBeLessThan(60 * 1024);
});

test('one that was stopped on purpose stays so', async () => {
  await isWatching(supervise());
  await stopProcess(instance, 'second', 1_000);
  await pause(3_000);
  expect(asked()).toEqual([]);
});

test('a second supervisor of the same instance ends at once', async () => {
  await isWatching(supervise());
  expect(await once(supervise(), 'exit')).toEqual([1, null]);
});

test('what was left by one that went down with the machine is no obstacle', async () => {
  mkdirSync(fileOf('run'), { recursive: true });
  appendFileSync(
    fileOf('run/supervisor.alone.lock'),
    JSON.stringify({ pid: process.pid, identity: 'of another boot' }),
  );
  await isWatching(supervise());
  expect(readFileSync(fileOf('run/supervisor.alone.lock'), 'utf8')).not.toContain('another boot');
});

test('it gives its place back when it is stopped', async () => {
  const child = supervise();
  await isWatching(child);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(existsSync(fileOf('run/supervisor.alone.lock'))).toBe(false);
});
