import { expect, test } from 'vitest';
import { runProgram } from '../../tests/support/command.ts';

const engine = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_REGION: 'us-east-1' };
const file = ['--position-file', '/nonexistent/positions.json'];

// A busy machine takes long to start a process.
const timeout = 60_000;

test('--help explains every option', { timeout }, async () => {
  const { code, out } = await runProgram('local/emf/main.ts', ['--help']);
  expect(code).toBe(0);
  for (const word of ['--position-file', '--log-groups', 'AWS_ENDPOINT_URL', 'AWS_REGION', 'credentials'])
    expect(out).toContain(word);
});

test.each([
  [[], engine, "required option '--position-file <file>' not specified"],
  [file, { AWS_REGION: 'us-east-1' }, "required option '--endpoint-url <url>' not specified"],
  [file, { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }, "required option '--region <name>' not specified"],
  [[...file, '--port', 'abc'], engine, 'port'],
])('%j with %j is refused on one line that says why', { timeout }, async (args, environment, reason) => {
  const { code, out, err } = await runProgram('local/emf/main.ts', args, environment);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err.trim().split('\n')).toEqual([expect.stringContaining(reason)]);
});
