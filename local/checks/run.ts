import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import { plainTable } from '../observe/table.ts';
import type { CheckStep } from './steps.ts';

interface Result {
  readonly title: string;
  readonly passed: boolean;
  readonly seconds: number;
}

/**
 * Runs stages one after the other, and the steps of a stage at the same time, as many as the machine has cores. Goes on
 * after a failure, so that one run tells all. Returns the exit code: 0 when every step passed.
 */
export async function runChecks(stages: readonly (readonly CheckStep[])[]): Promise<number> {
  const startedAt = performance.now();
  const limit = pLimit(availableParallelism());
  const results: Result[] = [];
  for (const steps of stages) results.push(...(await limit.map(steps, (step) => runStep(step, steps.length === 1))));
  const failed = results.filter(({ passed }) => !passed);
  const times = plainTable(['check', 'seconds'], ['left', 'right']);
  for (const { title, passed, seconds } of results) times.push([`${mark(passed)} ${title}`, seconds.toFixed(1)]);
  times.push(['all', secondsSince(startedAt).toFixed(1)]);
  print(`\n${times.toString()}`);
  // The closing line that CI reads.
  print(`\nchecks: ${results.length - failed.length} passed, ${failed.length} failed`);
  return failed.length === 0 ? 0 : 1;
}

/** The output of a step that runs alone is shown as it comes, that of others in one piece when they end. */
async function runStep(step: CheckStep, alone: boolean): Promise<Result> {
  const { title, command, args } = step;
  print(`▶ ${title}: ${[command, ...args].join(' ')}`);
  const startedAt = performance.now();
  const { code, output } = await runCommand(step, alone);
  const seconds = secondsSince(startedAt);
  print(`${mark(code === 0)} ${title} (${seconds.toFixed(1)} s)`);
  process.stdout.write(output);
  return { title, passed: code === 0, seconds };
}

/** For tools that see no terminal, but whose output ends up in one. */
const colours = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
const secondsSince = (startedAt: number): number => (performance.now() - startedAt) / 1_000;
const mark = (passed: boolean): string => (passed ? '✔' : '✖');
const print = (line: string): boolean => process.stderr.write(`${line}\n`);

function runCommand(
  { command, args, env: own }: CheckStep,
  alone: boolean,
): Promise<{ readonly code: number; readonly output: Buffer }> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...own };
    const child = alone
      ? spawn(command, args, { env, stdio: 'inherit' })
      : spawn(command, args, { env: { ...colours, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => output.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(output) }));
  });
}
