import { existsSync, writeFileSync } from 'node:fs';
import { readIfThere } from '../../local/instance/process-identity.mjs';

/** Bytes by which a file of /proc/<pid> answers in a line `<name>: <kB> kB`; 0 when the process has ended. */
export function memoryOf(pid: number, file: 'status' | 'smaps_rollup', name: string): number {
  const line = readIfThere(`/proc/${pid}/${file}`)
    ?.split('\n')
    .find((text) => text.startsWith(`${name}:`));
  return Number(/\d+/u.exec(line ?? '')?.[0] ?? 0) * 1_024;
}

const clearRefs = '/proc/self/clear_refs';

/** Begins the peak of this process's memory, VmHWM, anew; Linux only. See proc_pid_clear_refs(5). */
export function resetPeak(): void {
  if (existsSync(clearRefs)) writeFileSync(clearRefs, '5');
}

/** Bytes that processes hold together, pages that they share counted once (PSS); Linux only. */
export const heldBy = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => sum + memoryOf(pid, 'smaps_rollup', 'Pss'), 0);
