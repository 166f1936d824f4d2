import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { PlatformError } from '../modules/errors/platform-error.ts';

const run = promisify(execFile);
const finishTimeoutMs = 20_000;

/** Runs openssl with arguments that name every file and option; resolves when it is done. */
export async function openssl(...args: readonly string[]): Promise<void> {
  try {
    await run('openssl', args, { timeout: finishTimeoutMs });
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')
      throw new PlatformError('tool_missing', 'openssl is not installed; certificates are made with it', { cause });
    throw new PlatformError('setup_failed', `openssl ${args[0] ?? ''} failed`, { cause });
  }
}
