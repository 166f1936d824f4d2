import { PlatformError } from '../../modules/errors/platform-error.ts';
import type { RunDependencies } from './dependencies.ts';
import { runIdAt } from './directories.ts';
import { leaseFiles, locksDirectory, type Lease } from './lease.ts';

/** Milliseconds without a heartbeat after which a run counts as dead. */
const leaseMs = 60_000;
const heartbeatIntervalMs = 15_000;
/** Milliseconds after which the run of a dead owner is begun anew instead of continued: its figures would be old. */
const resumableMs = 3_600_000;
/** How often taking the lock is tried while others take and release it. */
const maxAttempts = 5;

type LockOptions = Pick<RunDependencies, 'hdfs' | 'directories' | 'owner' | 'now' | 'newId'>;

/** The right to run, held until it is released or its owner falls silent. */
export interface RunLock {
  /** By which another process goes on with the run. */
  readonly token: string;
  readonly runId: string;
  readonly now: number;
  /** Whether this continues a run that broke off. */
  readonly resumed: boolean;
  /** Throws `analysis_running` when another run has taken over meanwhile. */
  check(): Promise<void>;
  /** Ends this process's part of the run: the lock stands for so many milliseconds without a sign of life. */
  leave(milliseconds: number): Promise<void>;
  release(): Promise<void>;
}

/**
 * Takes the right to run. Throws `analysis_running` while somebody else has it. The lock is one file that is only ever moved:
 * it comes by a rename that fails when there is one, and goes by a rename to a name of its own, which works once for each
 * holder, so neither of two that find it expired can take away the lock of the other, nor can a late owner. Heartbeats
 * go to another file, which only the owner writes.
 */
export async function acquireLock(options: LockOptions): Promise<RunLock> {
  const { hdfs, directories, now } = options;
  const files = leaseFiles(hdfs, directories);
  await hdfs.mkdirs(directories.results);
  await hdfs.mkdirs(locksDirectory(directories));
  let takenOver: Lease | undefined;
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const mine = contentFor(options, takenOver);
    await files.writeHeartbeat(mine.token, now() + leaseMs);
    if (await files.put(mine)) return heldLock(options, mine, takenOver !== undefined);
    await files.removeHeartbeat(mine.token);
    const held = await files.read();
    if (held === undefined) continue;
    if ((await files.expiryOf(held.token)) > now()) throw running(held);
    if ((await files.remove(held.token)) && held.now > now() - resumableMs) takenOver = held;
  }
  throw new PlatformError('analysis_running', 'several runs are beginning at the same time; try again');
}

/** Goes on with the run that another process has left. Throws `analysis_running` when it is no longer that one's. */
export async function adoptLock(
  options: Pick<LockOptions, 'hdfs' | 'directories' | 'now'>,
  token: string,
): Promise<RunLock> {
  const files = leaseFiles(options.hdfs, options.directories);
  const held = await files.read();
  if (held?.token !== token) throw lost(held);
  await files.writeHeartbeat(token, options.now() + leaseMs);
  return heldLock(options, held, false);
}

function contentFor({ owner, now, newId }: LockOptions, takenOver: Lease | undefined): Lease {
  const since = now();
  const { run_id, now: at } = takenOver ?? { run_id: runIdAt(since), now: since };
  return { token: newId(), run_id, now: at, owner, since };
}

function heldLock(
  { hdfs, directories, now }: Pick<LockOptions, 'hdfs' | 'directories' | 'now'>,
  content: Lease,
  resumed: boolean,
): RunLock {
  const files = leaseFiles(hdfs, directories);
  const { token } = content;
  let beating = Promise.resolve();
  // A heartbeat that cannot be written is noticed by the check before anything is published.
  const beat = (): void => {
    beating = files.writeHeartbeat(token, now() + leaseMs).catch(() => undefined);
  };
  const heartbeat = setInterval(beat, heartbeatIntervalMs);
  heartbeat.unref();
  return {
    token,
    runId: content.run_id,
    now: content.now,
    resumed,
    async check() {
      const held = await files.read();
      if (held?.token !== token) throw lost(held);
    },
    async leave(milliseconds) {
      clearInterval(heartbeat);
      // Its own would end the lease sooner.
      await beating;
      await files.writeHeartbeat(token, now() + milliseconds);
    },
    async release() {
      clearInterval(heartbeat);
      await files.remove(token);
      await files.removeHeartbeat(token);
    },
  };
}

const lost = (held: Lease | undefined): PlatformError =>
  held === undefined ? new PlatformError('analysis_running', 'the lock of this run was taken away') : running(held);

const running = ({ owner, run_id, since }: Lease): PlatformError =>
  new PlatformError(
    'analysis_running',
    `${owner} has been running the analysis ${run_id} since ${new Date(since).toISOString()}`,
  );
