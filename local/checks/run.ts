import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { signalGroup } from '../../modules/processes/group.ts';
import { plainTable } from '../observe/table.ts';
import type { CheckStep } from './steps.ts';

interface Result {
  readonly title: string;
  readonly passed: boolean;
  readonly seconds: number;
  /** Of a step that ran beside others, whose output a long one can have pushed out of sight since. */
  readonly output?: Buffer;
}

/** How much of a failed step's output is shown again at the end. */
const shownAgain = 80;

/**
 * Runs stages one after the other, and the steps of a stage at the same time, as many as the machine has cores. Goes on
 * after a failure, so that one run tells all, but not after a signal. Returns the exit code: 0 when every step passed.
 */
export async function runChecks(stages: readonly (readonly CheckStep[])[]): Promise<number> {
  const startedAt = performance.now();
  const limit = pLimit(availableParallelism());
  const results: Result[] = [];
  using scratch = scratchFolder();
  using signals = passSignalsOn();
  for (const steps of stages)
    results.push(
      ...(await limit.map(steps, (step) =>
        signals.came() ? notRun(step) : runStep(inFolder(step, scratch.path), steps.length === 1, signals),
      )),
    );
  const failed = results.filter(({ passed }) => !passed);
  if (signals.came() === undefined)
    for (const { title, output } of failed) if (output !== undefined) showAgain(title, output);
  const times = plainTable(['check', 'seconds'], ['left', 'right']);
  for (const { title, passed, seconds } of results) times.push([`${mark(passed)} ${title}`, seconds.toFixed(1)]);
  times.push(['all', secondsSince(startedAt).toFixed(1)]);
  print(`\n${times.toString()}`);
  // The closing line that CI reads.
  print(`\nchecks: ${results.length - failed.length} passed, ${failed.length} failed`);
  const signal = signals.came();
  if (signal !== undefined) return 128 + constants.signals[signal];
  return failed.length === 0 ? 0 : 1;
}

/** For the temporary files of all steps: some of their tools, CDK among them, leave theirs behind. */
function scratchFolder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'checks-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) };
}

const inFolder = (step: CheckStep, folder: string): CheckStep => ({ ...step, env: { TMPDIR: folder, ...step.env } });

/** The end of what a step has said, where its tests that failed stand. */
function showAgain(title: string, output: Buffer): void {
  print(`\n✖ ${title}, once more:`);
  process.stdout.write(output.toString().trimEnd().split('\n').slice(-shownAgain).join('\n') + '\n');
}

const notRun = ({ title }: CheckStep): Result => ({ title, passed: false, seconds: 0 });

interface Signals extends Disposable {
  readonly came: () => NodeJS.Signals | undefined;
  /** Has a process, which leads a group of its own, get what comes until it ends. */
  readonly passTo: (child: ChildProcess) => void;
}

/**
 * Passes a signal on to what runs, and to each process once: those are in groups of their own, which a terminal does not reach.
 * Tests against servers take their instance away then, for which they are waited for.
 */
function passSignalsOn(): Signals {
  const running = new Set<ChildProcess>();
  let came: NodeJS.Signals | undefined;
  const pass = (signal: NodeJS.Signals): void => {
    if (came !== undefined) return;
    came = signal;
    for (const { pid } of running) if (pid !== undefined) signalGroup(pid, signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, pass);
  return {
    came: () => came,
    passTo: (child) => {
      running.add(child);
      child.once('exit', () => running.delete(child));
    },
    [Symbol.dispose]: () => {
      for (const signal of signals) process.off(signal, pass);
    },
  };
}

/** The output of a step that runs alone is shown as it comes, that of others in one piece when they end. */
async function runStep(step: CheckStep, alone: boolean, signals: Signals): Promise<Result> {
  const { title, command, args } = step;
  print(`▶ ${title}: ${[command, ...args].join(' ')}`);
  const startedAt = performance.now();
  const { code, output } = await runCommand(step, alone, signals);
  const seconds = secondsSince(startedAt);
  print(`${mark(code === 0)} ${title} (${seconds.toFixed(1)} s)`);
  process.stdout.write(output);
  return { title, passed: code === 0, seconds, ...(alone ? {} : { output }) };
}

/** For tools that see no terminal, but whose output ends up in one. */
const colours = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
const secondsSince = (startedAt: number): number => (performance.now() - startedAt) / 1_000;
const mark = (passed: boolean): string => (passed ? '✔' : '✖');
const print = (line: string): boolean => process.stderr.write(`${line}\n`);

function runCommand(
  { command, args, env: own }: CheckStep,
  alone: boolean,
  signals: Signals,
): Promise<{ readonly code: number; readonly output: Buffer }> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...own };
    const child = alone
      ? spawn(command, args, { env, detached: true, stdio: ['ignore', 'inherit', 'inherit'] })
      : spawn(command, args, { env: { ...colours, ...env }, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    signals.passTo(child);
    const output: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => output.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(output) }));
  });
}
