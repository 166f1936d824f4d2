import { expect, test } from 'vitest';
import { runProgram } from '../../tests/support/command.ts';

const cluster = ['--cluster-arn', 'arn:aws:kafka:us-east-1:000000000000:cluster/shop/6d1c2f5e-1', '--brokers', 'a:1'];

// A busy machine takes long to start a process.
const timeout = 60_000;

test('--help explains every option', { timeout }, async () => {
  const { code, out } = await runProgram('local/msk/main.ts', ['--help']);
  expect(code).toBe(0);
  for (const word of ['--cluster-arn', '--brokers', '--groups', '--ca', 'AWS_ENDPOINT_URL', 'credentials'])
    expect(out).toContain(word);
});

test.each([
  [['--brokers', 'a:1'], "required option '--cluster-arn <arn>' not specified"],
  [cluster.slice(0, 2), "required option '--brokers <host:port,...>' not specified"],
  [['--cluster-arn', 'shop', ...cluster.slice(2)], 'it must be arn:aws:kafka:<region>:<account>:cluster/<name>/<id>'],
  [[...cluster, '--groups', 'orders'], '--groups needs the engine, too'],
  [[...cluster, '--port', 'abc'], 'port'],
])('%j is refused on one line that says why', { timeout }, async (args, reason) => {
  const { code, out, err } = await runProgram('local/msk/main.ts', args);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err.trim().split('\n')).toEqual([expect.stringContaining(reason)]);
});
