import { listIfThere, readIfThere } from '../webhdfs/if-there.ts';
import type { FileStatus, WebHdfs } from '../webhdfs/webhdfs.ts';
import { archiveClaims } from './claims.ts';
import { compactPartition, rawFiles, type Compacted, type RawFile } from './compact-partition.ts';
import { hidden, underWay } from './compaction-token.ts';
import { archiveDirectories, claimsDirectory, dayNamedBy, dayOf, type ArchiveDirectories } from './paths.ts';

export interface CompactOptions {
  readonly directories?: ArchiveDirectories;
  /** Makes names that nobody else makes. */
  readonly newId: () => string;
}

export interface CompactionResult {
  /** The newest day that was looked at. */
  readonly upTo: string;
  /** False when this had been done before; then nothing was looked at. */
  readonly due: boolean;
  /** Files that have become part of others. */
  readonly merged: number;
  /** Paths of raw files that were cut short or are no Parquet; they stay as they are. */
  readonly broken: readonly string[];
  /** Staged files without an owner that were removed. */
  readonly removed: number;
}

const hour = 3_600_000;
const day = 24 * hour;

/** Milliseconds after its end during which a day's files are left alone: whoever still writes into it has finished by then. */
const rest = hour;

/**
 * Makes few files of the raw files of days that have ended by HDFS's own clock, once a day: further calls on the same day do nothing. HDFS must be
 * opened as the user who archives. Throws when HDFS fails; the next call goes on from there.
 */
export async function compactRaw(
  hdfs: WebHdfs,
  { directories = archiveDirectories, newId }: CompactOptions,
): Promise<CompactionResult> {
  const now = await hdfs.now();
  const upTo = dayOf(now - rest - day);
  const done = doneIn(directories);
  if ((await readIfThere(hdfs, done)) === upTo) return { upTo, due: false, merged: 0, broken: [], removed: 0 };

  const removed = await clean(hdfs, directories, now);
  const broken = new Set<string>();
  let merged = 0;
  for (const directory of await endedDays(hdfs, directories.raw, upTo)) {
    const outcome = await compactDay(hdfs, directory, newId);
    merged += outcome.merged;
    for (const path of outcome.broken) broken.add(path);
  }
  await hdfs.create(done, Buffer.from(upTo), { overwrite: true });
  return { upTo, due: true, merged, broken: [...broken], removed };
}

/** Holds the newest day that was compacted. */
const doneIn = ({ staging }: ArchiveDirectories): string => `${staging}/compacted`;

async function endedDays(hdfs: WebHdfs, raw: string, upTo: string): Promise<string[]> {
  const days: string[] = [];
  for (const topic of await listIfThere(hdfs, raw))
    for (const { path } of await listIfThere(hdfs, topic.path)) {
      const named = dayNamedBy(path);
      if (named !== undefined && named <= upTo) days.push(path);
    }
  return days;
}

async function compactDay(hdfs: WebHdfs, directory: string, newId: () => string): Promise<Compacted> {
  // Stands while there is something to do: a crash may leave files whose names alone do not show it.
  const open = `${directory}/${hidden}${underWay}`;
  const wasLeft = (await hdfs.status(open)) !== undefined;
  const partitions = await untidyPartitions(hdfs, directory, wasLeft);
  if (partitions.length > 0) await hdfs.create(open, Buffer.from(underWay), { overwrite: true });
  const broken = new Set<string>();
  let merged = 0;
  // Twice: while a directory is large, files keep the names that they have.
  for (const partition of [...partitions, ...partitions]) {
    const outcome = await compactPartition(hdfs, directory, partition, newId);
    merged += outcome.merged;
    for (const path of outcome.broken) broken.add(path);
  }
  if (partitions.length > 0) await hdfs.delete(open);
  return { merged, broken: [...broken] };
}

/** A file of each partition that has more than two files, or whose files do not follow each other by name; or of each. */
async function untidyPartitions(hdfs: WebHdfs, directory: string, all: boolean): Promise<RawFile[]> {
  const partitions = Map.groupBy(await rawFiles(hdfs, directory), ({ topic, partition }) => `${topic}+${partition}`);
  return [...partitions.values()].flatMap((files) => {
    const [first, second] = files.toSorted((a, b) => a.first - b.first);
    const isTidy = files.length === 1 || (files.length === 2 && first?.last === (second?.first ?? 0) - 1);
    return first === undefined || (isTidy && !all) ? [] : [first];
  });
}

/** Settles claims and removes staged files that are a day old: nobody works on them any more. */
async function clean(hdfs: WebHdfs, directories: ArchiveDirectories, now: number): Promise<number> {
  const isOld = ({ type, modificationTime }: FileStatus): boolean => type === 'FILE' && modificationTime < now - day;
  const claims = archiveClaims(hdfs, directories);
  for (const claim of await listIfThere(hdfs, claimsDirectory(directories)))
    if (isOld(claim)) await claims.settle(claim.path);
  const staged = (await listIfThere(hdfs, directories.staging)).filter(
    (file) => isOld(file) && file.path !== doneIn(directories),
  );
  for (const { path } of staged) await hdfs.delete(path);
  return staged.length;
}
