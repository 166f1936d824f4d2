import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from './command.ts';

test('a command that fails is told with the last lines that it printed', async () => {
  const failing = runCommand('sh', ['-c', 'echo one; echo two >&2; exit 3'], { timeout: 20_000 });
  await expect(failing).rejects.toMatchObject({
    code: 'setup_failed',
    message: expect.stringMatching(/^sh -c: exit code 3\n(one\ntwo|two\none)$/),
  });
});

test('a command that takes too long is ended, and it is told that it did', async () => {
  const slow = runCommand('sh', ['-c', 'echo started; sleep 60'], { timeout: 500 });
  await expect(slow).rejects.toMatchObject({ code: 'setup_failed', message: 'sh -c: took more than 0.5 s\nstarted' });
});

/** Runs a program that knows `runCommand` until it says something, interrupts it, and resolves with how it ends. */
async function interrupted(program: string): Promise<unknown> {
  const file = JSON.stringify(join(import.meta.dirname, 'command.ts'));
  const source = `import { runCommand } from ${file}; const onLine = (line) => console.log(line); ${program}`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(createInterface({ input: child.stdout }), 'line');
  child.kill('SIGTERM');
  return await once(child, 'exit');
}

test('a command ends with the process that it was run by, also when another one ended before', async () => {
  const slow = "runCommand('sh', ['-c', 'echo started; exec sleep 60'], { timeout: 60_000, onLine })";
  expect(await interrupted(`await Promise.all([runCommand('true', [], { timeout: 60_000 }), ${slow}]);`)).toEqual([
    143,
    null,
  ]);
});

test('after a command, and beside somebody who listens, a signal is left to others', async () => {
  const before = "await runCommand('true', [], { timeout: 60_000 });";
  const listening = "process.on('SIGTERM', () => setTimeout(() => process.exit(7), 100));";
  const waiting = "console.log('waiting'); setTimeout(() => {}, 60_000);";
  expect(await interrupted(`${before} ${waiting}`)).toEqual([null, 'SIGTERM']);
  expect(await interrupted(`${before} ${listening} ${waiting}`)).toEqual([7, null]);
});
