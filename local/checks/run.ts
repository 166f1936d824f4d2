import { spawn } from 'node:child_process';
import type { CheckStep } from './steps.ts';

/**
 * Runs the steps one after the other, each with its own output, and goes on after a failure so that one run tells all.
 * Returns the exit code: 0 when every step passed.
 */
export async function runChecks(steps: readonly CheckStep[]): Promise<number> {
  const failed: string[] = [];
  for (const step of steps) {
    print(`\n▶ ${step.title}: ${[step.command, ...step.args].join(' ')}`);
    const startedAt = performance.now();
    const code = await runCommand(step);
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    print(`${code === 0 ? '✔' : '✖'} ${step.title} (${seconds} s)`);
    if (code !== 0) failed.push(step.title);
  }
  if (failed.length > 0) print(`\n✖ ${failed.join('; ')}`);
  // The closing line that CI reads.
  print(`\nchecks: ${steps.length - failed.length} passed, ${failed.length} failed`);
  return failed.length === 0 ? 0 : 1;
}

const print = (line: string): boolean => process.stderr.write(`${line}\n`);

function runCommand(step: CheckStep): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(step.command, step.args, { stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
