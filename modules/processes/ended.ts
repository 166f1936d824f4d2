import type { ChildProcess } from 'node:child_process';
import { PlatformError, type ErrorCode } from '../errors/platform-error.ts';

/** How a process ended, once all that it printed is read: `exit code 0`. Rejects with `failure` when it cannot be run. */
export function ended(child: ChildProcess, failure: ErrorCode): Promise<string> {
  return new Promise((resolve, reject) => {
    child.on('error', (cause) => reject(new PlatformError(failure, `${child.spawnfile} cannot be run`, { cause })));
    child.on('close', (code, signal) => resolve(signal === null ? `exit code ${code}` : `ended by ${signal}`));
  });
}
