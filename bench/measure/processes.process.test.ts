import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { cpuSecondsOf } from './processes.ts';

test('what a process that has ended spent on processors is told with those that go on', () => {
  const before = cpuSecondsOf([process.pid]);
  const burn = 'for (const end = process.cpuUsage().user + 400_000; process.cpuUsage().user < end; );';
  expect(spawnSync(process.execPath, ['-e', burn]).status).toBe(0);
  expect(cpuSecondsOf([process.pid]) - before).toBeGreaterThan(0.4);
});
