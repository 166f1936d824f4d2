import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { jsonOf } from '../../modules/errors/schema.ts';
import { readIfThere } from '../../modules/webhdfs/if-there.ts';
import type { WebHdfs } from '../../modules/webhdfs/webhdfs.ts';
import type { AnalyticsDependencies } from './dependencies.ts';
import { runIdAt, type AnalyticsDirectories } from './directories.ts';

/** Milliseconds without a heartbeat after which a run counts as dead. */
const leaseMs = 60_000;
const heartbeatIntervalMs = 15_000;
/** Milliseconds after which the run of a dead owner is begun anew instead of continued: its figures would be old. */
const resumableMs = 3_600_000;
/** How often taking the lock is tried while others take and release it. */
const maxAttempts = 5;

const leaseSchema = z.object({
  /** Made for this holding of the lock; names the files below. */
  token: z.string().regex(/^[\w-]+$/),
  run_id: z.string(),
  /** The time that the run works with, epoch milliseconds. */
  now: z.number(),
  owner: z.string(),
  /** Since when this owner holds it, epoch milliseconds. */
  since: z.number(),
});

type Lease = z.infer<typeof leaseSchema>;

const heartbeatSchema = z.object({ expires_at: z.number() });

type LockOptions = Pick<AnalyticsDependencies, 'hdfs' | 'directories' | 'owner' | 'now' | 'newId'>;

/** The right to run, held until it is released or its owner falls silent. */
export interface RunLock {
  readonly runId: string;
  readonly now: number;
  /** Whether this continues a run that broke off. */
  readonly resumed: boolean;
  /** Throws `analysis_running` when another run has taken over meanwhile. */
  check(): Promise<void>;
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
  await hdfs.mkdirs(directories.results);
  await hdfs.mkdirs(locksDirectory(directories));
  let takenOver: Lease | undefined;
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const mine = contentFor(options, takenOver);
    await writeHeartbeat(options, mine.token);
    if (await put(hdfs, directories, mine)) return heldLock(options, mine, takenOver !== undefined);
    await hdfs.delete(heartbeatPath(directories, mine.token));
    const held = await readLock(hdfs, directories);
    if (held === undefined) continue;
    const expiresAt = await expiryOf(hdfs, directories, held);
    if (expiresAt > now()) throw running(held);
    if ((await remove(hdfs, directories, held.token)) && held.now > now() - resumableMs) takenOver = held;
  }
  throw new PlatformError('analysis_running', 'several runs are beginning at the same time; try again');
}

const lockPath = ({ results }: AnalyticsDirectories): string => `${results}/.lock`;
const locksDirectory = ({ staging }: AnalyticsDirectories): string => `${staging}/locks`;
const heartbeatPath = (directories: AnalyticsDirectories, token: string): string =>
  `${locksDirectory(directories)}/${token}.alive`;

function contentFor({ owner, now, newId }: LockOptions, takenOver: Lease | undefined): Lease {
  const since = now();
  const { run_id, now: at } = takenOver ?? { run_id: runIdAt(since), now: since };
  return { token: newId(), run_id, now: at, owner, since };
}

async function put(hdfs: WebHdfs, directories: AnalyticsDirectories, content: Lease): Promise<boolean> {
  const prepared = `${locksDirectory(directories)}/${content.token}.lock`;
  await hdfs.create(prepared, Buffer.from(JSON.stringify(content)), { overwrite: true });
  const placed = await hdfs.rename(prepared, lockPath(directories));
  if (!placed) await hdfs.delete(prepared);
  return placed;
}

async function readLock(hdfs: WebHdfs, directories: AnalyticsDirectories): Promise<Lease | undefined> {
  const text = await readIfThere(hdfs, lockPath(directories));
  if (text === undefined) return undefined;
  const content = leaseSchema.safeParse(jsonOf(text));
  if (content.success) return content.data;
  throw new PlatformError('analysis_running', `${lockPath(directories)} is no lock of ours; look at it and remove it`);
}

/** When an owner counts as dead, epoch milliseconds; one without a heartbeat is dead already. */
async function expiryOf(hdfs: WebHdfs, directories: AnalyticsDirectories, { token }: Lease): Promise<number> {
  const text = await readIfThere(hdfs, heartbeatPath(directories, token));
  return text === undefined ? 0 : heartbeatSchema.parse(jsonOf(text)).expires_at;
}

/** Under another name first: whoever reads it must not find half of it. */
async function writeHeartbeat({ hdfs, directories, now }: LockOptions, token: string): Promise<void> {
  const heartbeat = Buffer.from(JSON.stringify({ expires_at: now() + leaseMs }));
  const unfinished = `${heartbeatPath(directories, token)}.part`;
  await hdfs.create(unfinished, heartbeat, { overwrite: true });
  await hdfs.replace(unfinished, heartbeatPath(directories, token));
}

/** Takes the lock of this holder away; false when that was done before. */
const remove = (hdfs: WebHdfs, directories: AnalyticsDirectories, token: string): Promise<boolean> =>
  hdfs.rename(lockPath(directories), `${locksDirectory(directories)}/${token}.retired`);

function heldLock(options: LockOptions, content: Lease, resumed: boolean): RunLock {
  const { hdfs, directories } = options;
  // A heartbeat that cannot be written is noticed by the check before anything is published.
  const heartbeat = setInterval(
    () => void writeHeartbeat(options, content.token).catch(() => undefined),
    heartbeatIntervalMs,
  );
  heartbeat.unref();
  return {
    runId: content.run_id,
    now: content.now,
    resumed,
    async check() {
      const held = await readLock(hdfs, directories);
      if (held?.token === content.token) return;
      throw held === undefined
        ? new PlatformError('analysis_running', 'the lock of this run was taken away')
        : running(held);
    },
    async release() {
      clearInterval(heartbeat);
      await remove(hdfs, directories, content.token);
      await hdfs.delete(heartbeatPath(directories, content.token));
    },
  };
}

const running = ({ owner, run_id, since }: Lease): PlatformError =>
  new PlatformError(
    'analysis_running',
    `${owner} has been running the analysis ${run_id} since ${new Date(since).toISOString()}`,
  );
