import { join } from 'node:path';
import type { Instance } from '../instance/instance.ts';
import { withLock } from '../setup/lock.mjs';

/** What this process does alone right now. It may do more of it: who is interrupted stops what it is about to start. */
const held = new Set<string>();

/** Starts or stops a server while no other process does: two that start it at once would be two copies of it. */
export async function alone<T>({ directory }: Instance, server: string, work: () => Promise<T>): Promise<T> {
  const file = join(directory, 'run', `${server}.lock`);
  if (held.has(file)) return work();
  held.add(file);
  try {
    return await withLock(file, () => undefined, work);
  } catch (error) {
    // Who starts a server looks for room first. One must be able to stop it without.
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return work();
    throw error;
  } finally {
    held.delete(file);
  }
}
