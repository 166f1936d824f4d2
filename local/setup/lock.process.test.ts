import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withLock } from './lock.mjs';

let directory: string;
const lock = (): string => join(directory, 'tool.lock');

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'lock-test-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

it('two holders of one lock never work at the same time, and the second tells that it waits', async () => {
  let working = 0;
  let most = 0;
  const waitedFor: number[] = [];
  const work = async (): Promise<void> => {
    working += 1;
    most = Math.max(most, working);
    await pause(50);
    working -= 1;
  };
  const onWait = (pid: number): unknown => waitedFor.push(pid);
  await Promise.all([withLock(lock(), onWait, work), withLock(lock(), onWait, work)]);
  expect(most).toBe(1);
  expect(waitedFor).toEqual([process.pid]);
  expect(readdirSync(directory)).toEqual([]);
});

it('the lock of a process that is gone is taken over', async () => {
  writeFileSync(lock(), JSON.stringify({ pid: process.pid, identity: 'of an earlier process' }));
  expect(
    await withLock(
      lock(),
      () => undefined,
      async () => 'done',
    ),
  ).toBe('done');
});

it('a lock is given back when the work fails', async () => {
  const failing = withLock(
    lock(),
    () => undefined,
    () => Promise.reject(new Error('no network')),
  );
  await expect(failing).rejects.toThrow('no network');
  expect(readdirSync(directory)).toEqual([]);
});
