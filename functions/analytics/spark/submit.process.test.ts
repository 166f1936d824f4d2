import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Listener } from './steps.ts';
import { submit } from './submit.ts';

let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'submit-test-'));
  await mkdir(join(home, 'bin'));
});
afterEach(() => rm(home, { recursive: true }));

/** Submits to a program in the place of spark-submit. */
async function submitTo(program: string, timeout = 10_000, listener?: Listener): Promise<string[]> {
  const command = join(home, 'bin/spark-submit');
  await writeFile(command, `#!/bin/sh\n${program}\n`);
  await chmod(command, 0o755);
  return submit(
    { home, python: 'python3', javaHome: '/nowhere' },
    { script: 'job.py', args: ['file:///job.json'], settings: { 'spark.master': 'local[2]' }, hdfsUser: 'u', timeout },
    listener,
  );
}

test('settings come before the program and its arguments', async () => {
  expect(await submitTo('echo "$@"')).toEqual(['--conf spark.master=local[2] job.py file:///job.json']);
});

test('what failed is told without the frames of its stack, however many there are', async () => {
  const frames = String.raw`for i in $(seq 200); do printf '\tat org.apache.spark.Step%s(Step.scala:1)\n' "$i"; done`;
  const program = [
    'echo ": org.apache.spark.SparkException: Job aborted" >&2',
    frames,
    'echo "Caused by: java.lang.OutOfMemoryError: Java heap space" >&2',
    `${frames} >&2`,
    String.raw`printf '\t... 12 more\n' >&2`,
    'exit 1',
  ].join('\n');
  await expect(submitTo(program)).rejects.toMatchObject({
    code: 'analysis_failed',
    message: [
      'Spark: exit code 1',
      ': org.apache.spark.SparkException: Job aborted',
      'Caused by: java.lang.OutOfMemoryError: Java heap space',
    ].join('\n'),
  });
});

test('a job that takes too long is ended with what it started', async () => {
  const pidFile = join(home, 'pid');
  await expect(submitTo(`sleep 60 & echo $! > ${pidFile}; wait`, 500)).rejects.toThrow('Spark: took more than 0.5 s');
  const pid = Number(await readFile(pidFile, 'utf8'));
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), 30_000);
});

test('a listener hears each line while the job runs, and can end it', async () => {
  const abort = new AbortController();
  const lines: string[] = [];
  const onLine = (line: string): void => {
    lines.push(line);
    if (line === 'two') abort.abort();
  };
  const submitted = submitTo('echo one; echo two; sleep 60; echo three', 30_000, { onLine, signal: abort.signal });
  await expect(submitted).rejects.toThrow('Spark: ended by SIGTERM');
  expect(lines).toEqual(['one', 'two']);
});

test('a listener that gives up when the job has ended ends nothing', async () => {
  const abort = new AbortController();
  await submitTo('true', 10_000, { onLine: () => undefined, signal: abort.signal });
  const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
  abort.abort();
  expect(kill).not.toHaveBeenCalled();
  kill.mockRestore();
});
