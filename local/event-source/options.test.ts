import { afterEach, expect, test, vi } from 'vitest';
import { command } from './options.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const engine = { AWS_ENDPOINT_URL: 'http://localhost:4566', AWS_REGION: 'us-east-1' };

/** What the command line makes of arguments, with nothing of AWS in the environment but this. */
function parse(args: readonly string[], environment: Readonly<Record<string, string>> = engine) {
  for (const name of ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_KAFKA', 'AWS_REGION'])
    vi.stubEnv(name, environment[name] ?? undefined);
  let said = '';
  const write = (text: string): void => void (said += text);
  const program = command().exitOverride().configureOutput({ writeOut: write, writeErr: write });
  try {
    return { options: program.parse(args, { from: 'user' }).opts(), said };
  } catch {
    return { options: undefined, said };
  }
}

test('the engine comes from the environment, and the rest has defaults', () => {
  expect(parse(['--stack', 'shop']).options).toEqual({
    stack: 'shop',
    invoke: 'engine',
    host: '127.0.0.1',
    port: 4568,
    endpointUrl: 'http://localhost:4566',
    region: 'us-east-1',
  });
});

test('--help tells the flags, the variables and where credentials come from', () => {
  const { said } = parse(['--help']);
  for (const word of ['--stack', '--ca', 'AWS_ENDPOINT_URL', 'credentials']) expect(said).toContain(word);
});

test.each([
  [[], engine, "required option '--stack <name>' not specified"],
  [['--stack', 'shop'], { AWS_REGION: 'us-east-1' }, "required option '--endpoint-url <url>' not specified"],
  [
    ['--stack', 'shop'],
    { AWS_ENDPOINT_URL: 'http://localhost:4566' },
    "required option '--region <name>' not specified",
  ],
  [['--stack', 'shop', '--ca', 'no-such.crt'], engine, "'no-such.crt' is invalid. there is no such file."],
  [['--stack', 'shop', '--invoke', 'here'], engine, 'Allowed choices are engine, in-process.'],
  [['--stack', 'shop', '--port', '0'], engine, 'it must be a port number.'],
])('%j with %j is told what is missing', (args, environment, reason) => {
  const { options, said } = parse(args, environment);
  expect(options).toBeUndefined();
  expect(said).toContain(reason);
});
