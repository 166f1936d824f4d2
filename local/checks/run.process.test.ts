import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const runFile = join(import.meta.dirname, 'run.ts');

/** A run of two stages, whose first step waits, and needs a moment to tidy up when it is interrupted. */
const program = `
  import { runChecks } from ${JSON.stringify(runFile)};
  const shell = (title, script) => ({ title, command: '/bin/sh', args: ['-c', script] });
  const tidying = "trap 'sleep 0.3; echo tidied up; exit 130' INT TERM; echo begun; while :; do sleep 0.1; done";
  process.exitCode = await runChecks([[shell('first', tidying)], [shell('second', 'echo never')]]);
`;

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)(
  '%s to the checks alone reaches the step that runs, which is waited for, and no other begins',
  async (signal, code) => {
    const checks = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const lines: string[] = [];
    const reader = createInterface({ input: checks.stdout }).on('line', (line) => lines.push(line));
    await once(reader, 'line');
    const closed = once(reader, 'close');
    checks.kill(signal);
    expect(await once(checks, 'exit')).toEqual([code, null]);
    await closed;
    expect(lines).toEqual(['begun', 'tidied up']);
  },
);
