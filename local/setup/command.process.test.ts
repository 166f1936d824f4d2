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
