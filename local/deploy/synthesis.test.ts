import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { synthesisStamp } from './synthesis.ts';

const files = ['cdk.json', 'cdk/app.ts', 'functions/filter/judge.ts', 'node_modules/.package-lock.json'];

function project(): string {
  const root = mkdtempSync(join(tmpdir(), 'synthesis-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const file of files) write(root, file, 'before');
  return root;
}

function write(root: string, file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

test('stays as long as nothing changes that a synthesis is made of', () => {
  const root = project();
  const before = synthesisStamp(['--context', 'portOffset=0'], root);
  for (const file of ['.git/index', '.local/default/instance.json', 'node_modules/esbuild/main.js'])
    write(root, file, 'new');
  // What the engine leaves when it starts for the first time.
  write(root, 'local/engine/__pycache__/forgetting.cpython-311.pyc', 'new');
  expect(synthesisStamp(['--context', 'portOffset=0'], root)).toBe(before);
});

test.each([...files, 'functions/filter/new.ts', 'samples.txt'])('another %s makes another one', (file) => {
  const root = project();
  const before = synthesisStamp([], root);
  write(root, file, 'another');
  expect(synthesisStamp([], root)).not.toBe(before);
});

test('so do a later time, a file less and another context', () => {
  const root = project();
  const stamps = [synthesisStamp([], root), synthesisStamp(['--context', 'portOffset=1'], root)];
  utimesSync(join(root, 'cdk/app.ts'), new Date(), new Date(Date.now() + 1_000));
  stamps.push(synthesisStamp([], root));
  rmSync(join(root, 'functions/filter/judge.ts'));
  stamps.push(synthesisStamp([], root));
  expect(new Set(stamps).size).toBe(4);
});
