import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Linux takes one change in a tenth of a second from all who are not root. */
const pauseMs = 110;
const attempts = 30;

/** What to run so that each thread of a command gives way. */
export const niced = (command: string, args: readonly string[], niceness: number): readonly [string, string[]] =>
  niceness === 0 ? [command, [...args]] : ['nice', ['-n', String(niceness), command, ...args]];

/** What a container weighs that gives way so far, where 1,024 is usual: each step is a quarter, as in sched(7). */
export const cpuShares = (niceness: number): number => Math.round(1_024 / 1.25 ** niceness);

/**
 * Has a whole session give way. Linux shares out its processors among sessions first, and each server is one: niceness of a
 * thread counts only within it; see "The autogroup feature" in sched(7). It is a matter of speed: where there are no
 * autogroups, or they are not to be changed, nothing is done.
 */
export async function giveWay(pid: number, niceness: number): Promise<void> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    try {
      writeFileSync(`/proc/${pid}/autogroup`, String(niceness));
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) return;
      await pause(pauseMs);
    }
  }
}
