import { existsSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { runChecks } from './run.ts';
import type { CheckStep } from './steps.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const shell = (title: string, script: string): CheckStep => ({ title, command: '/bin/sh', args: ['-c', script] });

test('steps of a stage keep their output apart, and at the end stand what a failed one said, the time of each and how many have failed', async () => {
  const out: string[] = [];
  const err: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0);
  const steps = [
    shell('first', 'echo first begins; sleep 0.2; echo first ends'),
    shell('second', 'echo second begins; sleep 0.2; echo second ends >&2; exit 3'),
  ];
  const code = await runChecks([steps]);
  vi.restoreAllMocks();
  expect(code).toBe(1);
  const failed = 'second begins\nsecond ends\n';
  expect(out.slice(0, 2).toSorted()).toEqual(['first begins\nfirst ends\n', failed]);
  expect(out.slice(2)).toEqual([failed]);
  expect(err.join('')).toMatch(/✔ first +\d+\.\d\s+✖ second +\d+\.\d\s+all +\d+\.\d\s+checks: 1 passed, 1 failed\n$/u);
});

test('what steps leave in the folder for temporary files is gone after the run', async () => {
  const out: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  const steps = ['first', 'second'].map((title) =>
    shell(title, 'folder=$(mktemp -d) && touch "$folder/file" && echo "$folder"'),
  );
  expect(await runChecks([steps])).toBe(0);
  vi.restoreAllMocks();
  const folders = out.map((line) => line.trim());
  expect(folders).toEqual([expect.stringContaining('checks-'), expect.stringContaining('checks-')]);
  expect(folders.filter((folder) => existsSync(folder))).toEqual([]);
});
