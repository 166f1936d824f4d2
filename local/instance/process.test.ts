import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instanceAt, type Instance } from './instance.ts';
import { lastLogLines } from './logs.ts';
import { identityOf } from './process-identity.mjs';
import { endProcess, isRunning, killProcess, startProcess, stopProcess, type ProcessCommand } from './process.ts';
import { processState, recordUnwanted } from './process-record.ts';
import { until } from '../../tests/support/until.ts';

const shell = (script: string): ProcessCommand => ({
  command: '/bin/sh',
  args: ['-c', script],
  env: { PATH: process.env['PATH'] ?? '' },
});

let instance: Instance;
/** Milliseconds for what ends as soon as it is asked to, however busy the machine is. */
const patience = 30_000;
const pidFile = (service: string): string => join(instance.directory, 'run', `${service}.json`);
const isAlive = (pid: number): boolean => identityOf(pid) !== undefined;

/** The pids that a script wrote into a file of the instance. */
async function writtenPids(file: string, count: number): Promise<number[]> {
  const path = join(instance.directory, file);
  const lines = (): string[] => (existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : []);
  await until('a script has written its pids', () => lines().length === count);
  return lines().map(Number);
}

const writtenPid = async (file: string): Promise<number> => (await writtenPids(file, 1))[0] ?? Number.NaN;

beforeEach(() => {
  instance = { ...instanceAt('unit', 0), directory: mkdtempSync(join(tmpdir(), 'process-test-')) };
});

afterEach(async () => {
  await stopProcess(instance, 'server', 0);
  rmSync(instance.directory, { recursive: true, force: true });
});

describe('a server process', () => {
  it('is running from its start until it is stopped', async () => {
    const pid = await startProcess(instance, 'server', shell('exec sleep 60'));
    expect(processState(instance, 'server')).toMatchObject({ state: 'running', pid });
    expect(await stopProcess(instance, 'server', patience)).toBe('stopped');
    expect(isAlive(pid)).toBe(false);
    expect(processState(instance, 'server')).toEqual({ state: 'stopped' });
  });

  it('gives way to others when it is told to, and is stopped as any other', async () => {
    const pid = await startProcess(instance, 'server', shell('exec sleep 60'), 7);
    await until('its priority is lower', () => getPriority(pid) === Math.min(getPriority() + 7, 19));
    expect(await stopProcess(instance, 'server', patience)).toBe('stopped');
    expect(isAlive(pid)).toBe(false);
  });

  it.runIf(existsSync('/proc/self/autogroup'))('gives way as a session, where the machine weighs those', async () => {
    const pid = await startProcess(instance, 'server', shell('exec sleep 60'), 7);
    expect(readFileSync(`/proc/${pid}/autogroup`, 'utf8')).toMatch(/ nice 7$/mu);
  });

  it('is stopped together with the processes that it started', async () => {
    await startProcess(instance, 'server', shell('sleep 60 & echo $! > child; wait'));
    const child = await writtenPid('child');
    await stopProcess(instance, 'server', patience);
    expect(isAlive(child)).toBe(false);
  });

  it.runIf(process.platform === 'linux')('leaves nothing behind even when its leader was killed', async () => {
    const leader = await startProcess(instance, 'server', shell('sleep 60 & echo $! > child; wait'));
    const child = await writtenPid('child');
    process.kill(leader, 'SIGKILL');
    await until('the leader is gone', () => !isAlive(leader));
    expect(isAlive(child)).toBe(true);
    expect(await stopProcess(instance, 'server', patience)).toBe('stopped');
    expect(isAlive(child)).toBe(false);
  });

  it.runIf(process.platform === 'linux')(
    'is known also while what it left behind becomes another program',
    async () => {
      const again = join(instance.directory, 'again');
      writeFileSync(again, 'exec /bin/sh "$0"');
      for (let round = 0; round < 20; round += 1) {
        const leader = await startProcess(instance, 'server', shell(`/bin/sh ${again} & echo $! > child; wait`));
        const child = await writtenPid('child');
        rmSync(join(instance.directory, 'child'));
        process.kill(leader, 'SIGKILL');
        await until('the leader is gone', () => !isAlive(leader));
        expect(await stopProcess(instance, 'server', patience)).toBe('stopped');
        expect(isAlive(child)).toBe(false);
      }
    },
  );

  it.runIf(process.platform === 'linux')(
    'is not gone while what it left behind gives its memory back, as it has no environment then either',
    async () => {
      // In many pieces, as one would be given back at once.
      const hoard = 'globalThis.hoard = Array.from({ length: 100_000 }, () => Buffer.allocUnsafeSlow(4_096).fill(1));';
      const ready = 'console.log(process.pid); setInterval(() => {}, 1_000)';
      const script = `for _ in 1 2 3; do ${process.execPath} -e '${hoard} ${ready}' >> children & done; wait`;
      const leader = await startProcess(instance, 'server', shell(script));
      const children = await writtenPids('children', 3);
      process.kill(leader, 'SIGKILL');
      await until('the leader is gone', () => !isAlive(leader));
      expect(await stopProcess(instance, 'server', patience)).toBe('stopped');
      expect(children.filter((child) => isAlive(child))).toEqual([]);
    },
  );

  it('is killed when it does not stop within its grace', async () => {
    await startProcess(instance, 'server', shell('trap "" TERM; echo $$ > deaf; while :; do sleep 0.1; done'));
    const pid = await writtenPid('deaf');
    expect(await stopProcess(instance, 'server', 200)).toBe('killed');
    expect(isAlive(pid)).toBe(false);
  });

  it('counts as died when it ended by itself, and its log tells why', async () => {
    await startProcess(instance, 'server', shell('echo starting; echo "no room" >&2; exit 3'));
    await until('it has died', () => processState(instance, 'server').state === 'died');
    expect(lastLogLines(instance, 'server', 1)).toEqual(['no room']);
  });

  it('that was killed on purpose is no server that died', async () => {
    const pid = await startProcess(instance, 'server', shell('trap "" TERM; while :; do sleep 0.1; done'));
    await killProcess(instance, 'server');
    expect(isAlive(pid)).toBe(false);
    expect(processState(instance, 'server')).toEqual({ state: 'stopped' });
  });

  it('that is being stopped counts as stopped as soon as it is gone, also when whoever stops it dies meanwhile', async () => {
    await startProcess(instance, 'server', shell('exec sleep 60'));
    recordUnwanted(instance, 'server');
    expect(processState(instance, 'server').state).toBe('running');
    await endProcess(instance, 'server', patience);
    expect(processState(instance, 'server')).toEqual({ state: 'stopped' });
    await startProcess(instance, 'server', shell('exit 3'));
    await until('it has ended', () => !isRunning(instance, 'server'));
    expect(processState(instance, 'server').state).toBe('died');
  });

  it('that has died is still to run when only its remains are ended', async () => {
    await startProcess(instance, 'server', shell('exit 3'));
    await until('it has ended', () => !isRunning(instance, 'server'));
    await endProcess(instance, 'server', patience);
    expect(processState(instance, 'server').state).toBe('died');
  });

  it('keeps the log of the run before', async () => {
    for (const run of ['first', 'second']) {
      await startProcess(instance, 'server', shell(`echo ${run}`));
      await until('it has ended', () => !isRunning(instance, 'server'));
    }
    expect(readFileSync(join(instance.directory, 'logs/server.log'), 'utf8')).toBe('second\n');
    expect(readFileSync(join(instance.directory, 'logs/server.previous.log'), 'utf8')).toBe('first\n');
  });

  it('that cannot be run is an error that names the command', async () => {
    const missing = { command: '/no/such/program', args: [], env: {} };
    await expect(startProcess(instance, 'server', missing)).rejects.toThrow(/\/no\/such\/program/u);
  });
});

describe('a stale pid file', () => {
  it('never kills the stranger that has the pid by now', async () => {
    const stranger = spawn('sleep', ['60'], { detached: true });
    const pid = stranger.pid ?? 0;
    mkdirSync(join(instance.directory, 'run'));
    writeFileSync(pidFile('server'), JSON.stringify({ pid, identity: 'of an earlier process', startedAt: 0 }));
    try {
      expect(processState(instance, 'server').state).toBe('died');
      expect(await stopProcess(instance, 'server', 1_000)).toBe('not running');
      expect(isAlive(pid)).toBe(true);
      expect(existsSync(pidFile('server'))).toBe(false);
    } finally {
      stranger.kill('SIGKILL');
    }
  });

  it('that is half written counts as no server', () => {
    mkdirSync(join(instance.directory, 'run'));
    writeFileSync(pidFile('server'), '{"pid": 1');
    expect(processState(instance, 'server')).toEqual({ state: 'stopped' });
  });
});
