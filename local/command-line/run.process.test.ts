import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const projectFolder = join(import.meta.dirname, '../..');

/** Exit code and output of one of the project's tools. */
function run(...command: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, command, { cwd: projectFolder }, (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
}

const tools = [
  'local/shop-api/main.ts',
  'local/client-api/main.ts',
  'local/catalogue/main.ts',
  'local/buyers/main.ts',
  'local/indices/main.ts',
  'local/bans/main.ts',
];

test.each(tools)('%s --help explains itself on stdout and ends with 0', async (tool) => {
  const { code, out } = await run(tool, '--help');
  expect(code).toBe(0);
  expect(out).toContain('Usage: npm run');
});

test.each([
  [['local/shop-api/main.ts', 'send', '--rate', '-1']],
  [['local/shop-api/main.ts', 'send', '--file', '-', '--loop']],
  [['local/client-api/main.ts', 'search', '--page', '1.5']],
  [['local/catalogue/main.ts', '--banned', '0.7', '--malformed', '0.7']],
  [['local/catalogue/main.ts', '--nonsense']],
  [['local/client-api/main.ts', 'recommend']],
  [['local/client-api/main.ts', 'event', '--user-id', 'u', '--product-id', 'p', '--action', 'steal']],
  [['local/buyers/main.ts', 'send', '--buyers', '0']],
  [['bench/main.ts', 'recommend', '--products', '1']],
  [['local/indices/main.ts', 'move', '--alias', 'filtered_products', '--to', 'products_v2']],
  [['local/bans/main.ts', 'add', '--value', 'вейп']],
  [['local/bans/main.ts', 'add', '--reason', 'Нельзя']],
  [['local/bans/main.ts', 'add', '--kind', 'price', '--min', '5', '--reason', 'Нельзя']],
  [['local/bans/main.ts', 'test', '--kind', 'brand', '--value', 'Rolexx', '--match', 'word']],
  [['local/bans/main.ts', 'edit', 'ban-1']],
  [['local/bans/main.ts', 'edit', 'ban-1', '--except', 'чехол', '--no-exceptions']],
  [['local/bans/main.ts', 'rejected', '--from', 'yesterday']],
])('%s is wrong usage', async (command) => {
  expect(await run(...command)).toMatchObject({ code: 2, out: '' });
});

test.each([
  [['local/shop-api/main.ts', 'send', '--file', 'no-such-file.json'], 'no-such-file.json cannot be read'],
  [['local/client-api/main.ts', 'search', '--instance', 'never-started'], 'npm start -- --instance never-started'],
  [['local/buyers/main.ts', 'send', '--instance', 'never-started'], 'npm start -- --instance never-started'],
  [['bench/main.ts', 'recommend', '--file', 'no-such.tsv'], 'no-such.tsv cannot be read'],
  [['local/indices/main.ts', 'list', '--url', 'http://localhost:1'], 'cannot do that on http://localhost:1'],
  [['local/bans/main.ts', 'list', '--instance', 'never-started'], 'npm start -- --instance never-started'],
  [['local/bans/main.ts', 'import', '--file', 'no-such.csv'], 'no-such.csv cannot be read'],
  [['local/catalogue/main.ts', '--out', 'no-such-folder/x.ndjson'], 'no-such-folder/x.ndjson'],
])('%s fails with one line that says why', async (command, reason) => {
  const { code, out, err } = await run(...command);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err.trim().split('\n')).toEqual([expect.stringContaining(reason)]);
});
