import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { hdfsDirectory } from '../../tests/support/hdfs.ts';
import { testInstance } from '../../tests/support/instance.ts';
import { examples } from './fixtures/examples.ts';

test('the examples of the README do what they say', async () => {
  const instance = testInstance();
  const root = await hdfsDirectory(instance, 'archive');
  const local = mkdtempSync(join(tmpdir(), 'webhdfs-readme-'));
  onTestFinished(async () => {
    rmSync(local, { recursive: true });
    await root.remove();
  });
  const program = join(local, 'examples.mts');
  const code = examples('https://')
    .replaceAll("'http://namenode-1:9870'", `'http://127.0.0.1:${instance.ports.nameNode}'`)
    .replaceAll("'http://namenode-2:9870'", "'http://127.0.0.1:9'")
    .replaceAll('/data', `${root.path}/data`);
  writeFileSync(program, code);
  const { stdout } = await promisify(execFile)(process.execPath, [program], { timeout: 60_000 });
  const printed = stdout.split('\n');
  const said = Array.from(
    code.matchAll(/^ *console\.log\(.*; \/\/ (?<output>[^;\n]+)/gmu),
    ({ groups }) => groups?.['output'],
  );
  expect(said.length).toBeGreaterThan(5);
  for (const line of said) expect(printed).toContain(line);
});
