import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { signalGroup } from './group.ts';

test('a signal reaches what the leader has started', async () => {
  const leader = spawn('/bin/sh', ['-c', 'sleep 60 & echo started; wait'], { detached: true });
  await once(createInterface({ input: leader.stdout }), 'line');
  signalGroup(leader.pid ?? 0, 'SIGKILL');
  // Its output closes only when `sleep` does not hold it any more either.
  expect(await once(leader, 'close')).toEqual([null, 'SIGKILL']);
});

test('a group that has ended is no error', async () => {
  const leader = spawn('/bin/sh', ['-c', 'exit'], { detached: true });
  await once(leader, 'close');
  expect(() => signalGroup(leader.pid ?? 0, 'SIGTERM')).not.toThrow();
});
