import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { examples } from './fixtures/examples.ts';

const folder = import.meta.dirname;
const projectRoot = join(folder, '../..');
const importFrom = /\bfrom '(?<module>[^']+)'/gu;

const importsOf = (file: string): string[] =>
  Array.from(readFileSync(join(folder, file), 'utf8').matchAll(importFrom), ({ groups }) => groups?.['module'] ?? '');
const ground = ['../errors/platform-error.ts', '../errors/schema.ts', '../errors/tls.ts', '../retry/retry.ts'];

test('the client imports of this project errors and retries, of npm zod, and nothing else', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const outside = files.flatMap(importsOf).filter((module) => !module.startsWith('./') && !module.startsWith('node:'));
  expect([...new Set(outside)].toSorted()).toEqual([...ground, 'zod']);
});

test('what it imports of this project imports nothing of it but the back-off', () => {
  const imported = [...ground, '../retry/backoff.ts'].flatMap(importsOf).filter((module) => module.startsWith('.'));
  expect(imported).toEqual(['./backoff.ts']);
});

test('the examples of the README are right in their types', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'webhdfs-readme-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  writeFileSync(join(directory, 'examples.mts'), examples());
  writeFileSync(
    join(directory, 'tsconfig.json'),
    JSON.stringify({
      extends: join(projectRoot, 'tsconfig.json'),
      compilerOptions: { typeRoots: [join(projectRoot, 'node_modules/@types')] },
      files: ['examples.mts'],
      include: [],
    }),
  );
  const compiler = join(projectRoot, 'node_modules/.bin/tsc');
  const { stdout } = await promisify(execFile)(compiler, ['-p', directory]).catch((error: unknown) => error as Output);
  expect(stdout).toBe('');
}, 60_000);

interface Output {
  readonly stdout: string;
}
