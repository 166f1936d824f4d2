import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { readIfThere } from '../../modules/webhdfs/if-there.ts';
import type { WebHdfs } from '../../modules/webhdfs/webhdfs.ts';
import type { AnalyticsParts } from './parts.ts';
import { runIdAt, type AnalyticsPlaces } from './places.ts';

/** Milliseconds without a sign of life after which a run counts as dead. */
const trusted = 60_000;
const renewEvery = 15_000;
/** Milliseconds after which the run of a dead owner is begun anew instead of continued: its figures would be old. */
const worthResuming = 3_600_000;
/** How often the lock is reached for when others come and go at the same time. */
const mostTries = 5;

const lockSchema = z.object({
  /** Made for this holding of the lock; names the files below. */
  token: z.string().regex(/^[\w-]+$/),
  run_id: z.string(),
  /** What the run takes for now, epoch milliseconds. */
  now: z.number(),
  owner: z.string(),
  /** Since when this owner holds it, epoch milliseconds. */
  since: z.number(),
});

type LockContent = z.infer<typeof lockSchema>;

const signSchema = z.object({ expires_at: z.number() });

type LockOptions = Pick<AnalyticsParts, 'hdfs' | 'places' | 'owner' | 'now' | 'newId'>;

/** The right to run, held until it is released or its owner falls silent. */
export interface RunLock {
  readonly runId: string;
  readonly now: number;
  /** Whether a run that broke off is continued. */
  readonly resumed: boolean;
  /** Throws `analysis_running` when another run has taken over meanwhile. */
  check(): Promise<void>;
  release(): Promise<void>;
}

/**
 * Takes the right to run. Throws `analysis_running` while somebody else has it. The lock is one file that is only ever moved:
 * it comes by a rename that fails when there is one, and goes by a rename to a name of its own, which works once for each
 * holder, so neither of two that find it abandoned can take away the lock of the other, nor can a late owner. Signs of life
 * go to another file, which only the owner writes.
 */
export async function acquireLock(options: LockOptions): Promise<RunLock> {
  const { hdfs, places, now } = options;
  await hdfs.mkdirs(places.results);
  await hdfs.mkdirs(locksDirectory(places));
  let abandoned: LockContent | undefined;
  for (let attempt = 0; attempt < mostTries; attempt++) {
    const mine = contentFor(options, abandoned);
    await giveSign(options, mine.token);
    if (await place(hdfs, places, mine)) return heldLock(options, mine, abandoned !== undefined);
    await hdfs.delete(signPath(places, mine.token));
    const held = await readLock(hdfs, places);
    if (held === undefined) continue;
    const expiresAt = await expiry(hdfs, places, held);
    if (expiresAt > now()) throw running(held);
    if ((await retire(hdfs, places, held.token)) && held.now > now() - worthResuming) abandoned = held;
  }
  throw new PlatformError('analysis_running', 'several runs are beginning at the same time; try again');
}

const lockPath = ({ results }: AnalyticsPlaces): string => `${results}/.lock`;
const locksDirectory = ({ staging }: AnalyticsPlaces): string => `${staging}/locks`;
const signPath = (places: AnalyticsPlaces, token: string): string => `${locksDirectory(places)}/${token}.alive`;

function contentFor({ owner, now, newId }: LockOptions, abandoned: LockContent | undefined): LockContent {
  const since = now();
  const { run_id, now: at } = abandoned ?? { run_id: runIdAt(since), now: since };
  return { token: newId(), run_id, now: at, owner, since };
}

async function place(hdfs: WebHdfs, places: AnalyticsPlaces, content: LockContent): Promise<boolean> {
  const prepared = `${locksDirectory(places)}/${content.token}.lock`;
  await hdfs.create(prepared, Buffer.from(JSON.stringify(content)), { overwrite: true });
  const placed = await hdfs.rename(prepared, lockPath(places));
  if (!placed) await hdfs.delete(prepared);
  return placed;
}

async function readLock(hdfs: WebHdfs, places: AnalyticsPlaces): Promise<LockContent | undefined> {
  const text = await readIfThere(hdfs, lockPath(places));
  if (text === undefined) return undefined;
  const content = lockSchema.safeParse(jsonOf(text));
  if (content.success) return content.data;
  throw new PlatformError('analysis_running', `${lockPath(places)} is no lock of ours; look at it and remove it`);
}

/** When an owner counts as dead, epoch milliseconds; one without a sign of life is dead already. */
async function expiry(hdfs: WebHdfs, places: AnalyticsPlaces, { token }: LockContent): Promise<number> {
  const text = await readIfThere(hdfs, signPath(places, token));
  return text === undefined ? 0 : signSchema.parse(jsonOf(text)).expires_at;
}

/** Under another name first: whoever reads it must not find half of it. */
async function giveSign({ hdfs, places, now }: LockOptions, token: string): Promise<void> {
  const sign = Buffer.from(JSON.stringify({ expires_at: now() + trusted }));
  const unfinished = `${signPath(places, token)}.part`;
  await hdfs.create(unfinished, sign, { overwrite: true });
  await hdfs.replace(unfinished, signPath(places, token));
}

/** Takes the lock of this holder away; false when that was done before. */
const retire = (hdfs: WebHdfs, places: AnalyticsPlaces, token: string): Promise<boolean> =>
  hdfs.rename(lockPath(places), `${locksDirectory(places)}/${token}.retired`);

function heldLock(options: LockOptions, content: LockContent, resumed: boolean): RunLock {
  const { hdfs, places } = options;
  // A sign that cannot be given is told by the check before anything is published.
  const signs = setInterval(() => void giveSign(options, content.token).catch(() => undefined), renewEvery);
  signs.unref();
  return {
    runId: content.run_id,
    now: content.now,
    resumed,
    async check() {
      const held = await readLock(hdfs, places);
      if (held?.token === content.token) return;
      throw held === undefined
        ? new PlatformError('analysis_running', 'the lock of this run was taken away')
        : running(held);
    },
    async release() {
      clearInterval(signs);
      await retire(hdfs, places, content.token);
      await hdfs.delete(signPath(places, content.token));
    },
  };
}

const running = ({ owner, run_id, since }: LockContent): PlatformError =>
  new PlatformError(
    'analysis_running',
    `${owner} has been running the analysis ${run_id} since ${new Date(since).toISOString()}`,
  );

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
