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

/** Ticks of a second in /proc: the same on every Linux. */
const ticksPerSecond = 100;

/**
 * Seconds that processes have spent on processors together, in their own code and in the kernel's for them, and what children
 * that have ended meanwhile had spent: it never goes back. Linux only.
 */
export const cpuSecondsOf = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => sum + ticksOf(pid), 0) / ticksPerSecond;

/** See proc_pid_stat(5). The command's name, in parentheses, may hold blanks: count from its end. */
function ticksOf(pid: number): number {
  const stat = readIfThere(`/proc/${pid}/stat`) ?? '';
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0);
}
