import { writeFileSync } from 'node:fs';
import { retried, type RetryBounds } from '../../modules/retry/retry.ts';

/** Linux takes one change in a tenth of a second from all who are not root. */
const bounds: RetryBounds = {
  attempts: 10,
  deadlineMs: 5_000,
  isPassing: (error) => error instanceof Error && 'code' in error && error.code === 'EAGAIN',
};

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
export const giveWay = (pid: number, niceness: number): Promise<void> =>
  retried(async () => writeFileSync(`/proc/${pid}/autogroup`, String(niceness)), bounds).catch(() => undefined);
