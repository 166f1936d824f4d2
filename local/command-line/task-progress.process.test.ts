import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

const program = (onTerminal: boolean): string => `
  import { Listr } from 'listr2';
  import { progressOn } from ${JSON.stringify(join(import.meta.dirname, 'task-progress.ts'))};
  process.stdout.isTTY = process.stderr.isTTY = ${onTerminal};
  const inner = { title: 'a server', task: (_, task) => { task.output = 'is ready'; } };
  const outer = { title: 'all servers', task: (_, task) => task.newListr([inner], { concurrent: true }) };
  await new Listr([outer, { title: 'no monitoring', skip: () => true, task: () => {} }], progressOn(process.stderr)).run();
  process.stdout.write('{"ratio":1}');
`;

test.for([true, false])(
  'tasks that tell their progress on stderr leave stdout to the data (terminal: %s)',
  async (onTerminal) => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program(onTerminal)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    expect(code).toBe(0);
    expect(out).toBe('{"ratio":1}');
    for (const told of ['all servers', 'no monitoring']) expect(err).toContain(told);
  },
);
