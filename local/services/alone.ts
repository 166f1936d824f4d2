import { join } from 'node:path';
import type { Instance } from '../instance/instance.ts';
import { withLock } from '../setup/lock.mjs';

/** What this process starts or stops right now. */
const held = new Set<string>();

const lockOf = ({ directory }: Instance, server: string): string => join(directory, 'run', `${server}.lock`);

/** Starts or stops a server while nobody else does: two that start it at once would be two copies of it. */
export async function alone<T>(instance: Instance, server: string, work: () => Promise<T>): Promise<T> {
  const file = lockOf(instance, server);
  return withLock(
    file,
    () => undefined,
    async () => {
      held.add(file);
      try {
        return await work();
      } finally {
        held.delete(file);
      }
    },
  );
}

/** The same for a stop, which waits neither for a start of this process, which is interrupted, nor for room on a full disk. */
export async function aloneUnlessUrgent<T>(instance: Instance, server: string, work: () => Promise<T>): Promise<T> {
  if (held.has(lockOf(instance, server))) return work();
  try {
    return await alone(instance, server, work);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return work();
    throw error;
  }
}
