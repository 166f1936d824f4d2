import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

// Plain JavaScript, because the bootstrap runs it under whatever Node the machine has.

/**
 * What tells a process from a later one that got the same pid: when it started.
 *
 * @param {number} pid
 * @returns {string | undefined} undefined when there is no such process, or only a zombie of it
 */
export function identityOf(pid) {
  return process.platform === 'linux' ? identityFromProc(pid) : identityFromPs(pid);
}

/**
 * State and process group of a process; see proc_pid_stat(5).
 *
 * @param {number} pid
 * @returns {{ state: string, group: number, startTicks: string } | undefined}
 */
function procStat(pid) {
  const text = readIfThere(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  // The command name, in parentheses, may hold spaces and parentheses itself: count from its end.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', group: Number(fields[2]), startTicks: fields[19] ?? '' };
}

/**
 * The processes of a group, zombies left out; Linux only.
 *
 * @param {number} group
 * @returns {number[]}
 */
export const processesOfGroup = (group) =>
  readdirSync('/proc')
    .filter((entry) => /^\d+$/u.test(entry))
    .map(Number)
    .filter((pid) => {
      const stat = procStat(pid);
      return stat?.group === group && stat.state !== 'Z';
    });

/**
 * @param {number} pid
 * @returns {string | undefined}
 */
function identityFromProc(pid) {
  const stat = procStat(pid);
  if (stat === undefined || stat.state === 'Z' || stat.state === 'X') return undefined;
  // Ticks count from the boot, so they mean nothing after another one.
  return `${readIfThere('/proc/sys/kernel/random/boot_id')?.trim() ?? ''}/${stat.startTicks}`;
}

/**
 * @param {number} pid
 * @returns {string | undefined}
 */
function identityFromPs(pid) {
  try {
    const options = { encoding: /** @type {const} */ ('utf8'), timeout: 5_000 };
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], options).trim();
    const [state = '', ...started] = line.split(/\s+/u);
    return state === '' || state.startsWith('Z') ? undefined : started.join(' ');
  } catch {
    return undefined;
  }
}

/**
 * A file of a process, which may end between the look at the list and the look at itself.
 *
 * @param {string} file
 * @returns {string | undefined}
 */
export function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
