import { expect, test } from 'vitest';
import { runProgram } from '../../tests/support/command.ts';
import { testInstance } from '../../tests/support/instance.ts';

const instance = testInstance();

test('a new CA is refused while the platform runs, with the way to it', async () => {
  const args = ['renew', '--authority', '--instance', instance.name];
  const { code, err } = await runProgram('local/commands/certs.ts', args, process.env as Record<string, string>);
  expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('npm stop first') });
});
