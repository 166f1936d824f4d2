import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { ended } from '../../modules/processes/ended.ts';
import { signalGroup } from '../../modules/processes/group.ts';

const shownOnFailure = 15;

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds. */
  readonly timeout: number;
  /** Gets each line that the command prints, on either stream. */
  readonly onLine?: (line: string) => void;
}

/** Runs a command to its end. Rejects with `setup_failed` and the command's last lines when it fails or takes too long. */
export async function runCommand(command: string, args: readonly string[], options: CommandOptions): Promise<void> {
  const { cwd, env = process.env, timeout, onLine = () => undefined } = options;
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const { pid } = child;
  // Whatever the command has started ends with it: npm, Maven and CDK all work through children of their own.
  const stop = (): void => {
    if (pid !== undefined) signalGroup(pid, 'SIGTERM');
  };
  using _ = exitOnSignals();
  process.once('exit', stop);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    stop();
  }, timeout);
  const lastLines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => {
      if (line.trim() === '') return;
      lastLines.push(line);
      if (lastLines.length > shownOnFailure) lastLines.shift();
      onLine(line);
    });
  try {
    const outcome = await ended(child, 'setup_failed');
    if (outcome === 'exit code 0') return;
    const how = late ? `took more than ${timeout / 1_000} s` : outcome;
    throw new PlatformError('setup_failed', [`${basename(command)} ${args[0] ?? ''}: ${how}`, ...lastLines].join('\n'));
  } finally {
    clearTimeout(timer);
    process.off('exit', stop);
  }
}

const exits = new WeakSet<NodeJS.SignalsListener>();

/**
 * A signal that nobody listens to ends a process without its `exit`, and the command would go on alone. Until this is disposed
 * of, such a signal ends the process with it; where somebody else listens, they decide how it ends.
 */
export function exitOnSignals(): Disposable {
  const exit = (signal: NodeJS.Signals): void => {
    if (process.listeners(signal).every((listener) => exits.has(listener)))
      process.exit(128 + constants.signals[signal]);
  };
  exits.add(exit);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, exit);
  return {
    [Symbol.dispose]: () => {
      for (const signal of signals) process.off(signal, exit);
    },
  };
}
