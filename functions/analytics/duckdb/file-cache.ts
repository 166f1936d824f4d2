import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pLimit from 'p-limit';
import { PlatformError } from '../../../modules/errors/platform-error.ts';
import { retried, type RetryBounds } from '../../../modules/retry/retry.ts';
import { isPassing } from '../../../modules/webhdfs/failure.ts';
import type { FileStatus, WebHdfs } from '../../../modules/webhdfs/webhdfs.ts';

/** How many files are fetched at once. */
const maxFetches = 4;

/** The client does not start a stream again that broke off in the middle. */
const fetching: RetryBounds = { attempts: 4, deadlineMs: 30_000, isPassing };

/** Bytes that copies of results may take on this machine. */
const resultLimit = 4 * 1024 ** 3;

/** The results of runs: what one step of a run has fetched, the next need not fetch again. */
export const resultCache = (hdfs: Source, scratch: string): FileCache =>
  fileCache(hdfs, join(scratch, 'results'), resultLimit);

/** The client sends no stream twice: each attempt to write a file to HDFS needs one of its own. */
export const storing: RetryBounds = { attempts: 4, deadlineMs: 30_000, isPassing };

type Source = Pick<WebHdfs, 'status' | 'open'>;

export interface FileCache {
  /** The files on this machine, in their order; fetches those that are not there yet. */
  fetch(paths: readonly string[]): Promise<string[]>;
}

/**
 * Copies of HDFS files in a directory of this machine, of at most `limit` bytes together: those that were asked for
 * longest ago give way. A copy is known by path, length and time of the original, so one that was replaced is fetched anew.
 */
export function fileCache(hdfs: Source, directory: string, limit: number): FileCache {
  return {
    async fetch(paths) {
      await mkdir(directory, { recursive: true });
      const limited = pLimit(maxFetches);
      const copies = await limited.map(paths, async (path): Promise<[string, FileStatus]> => {
        const status = await hdfs.status(path);
        if (status === undefined) throw new PlatformError('hdfs_not_found', `${path} has gone from HDFS`);
        return [copyName(status), status];
      });
      // A file that is asked for twice is fetched once: two downloads would write to one place.
      const files = new Map(copies);
      const needed = [...files.values()].reduce((sum, { length }) => sum + length, 0);
      if (needed > limit)
        throw new PlatformError(
          'disk_full',
          `${needed} bytes of files do not fit into the ${limit} bytes that they may take here; run with --engine spark`,
        );
      await makeRoom(directory, new Set(files.keys()), limit - needed);
      await limited.map(files, async ([copy, status]) => {
        const target = join(directory, copy);
        if (!(await touch(target))) await retried(() => download(hdfs, status, target), fetching);
      });
      return copies.map(([copy]) => join(directory, copy));
    },
  };
}

const copyName = ({ path, length, modificationTime }: FileStatus): string =>
  `${createHash('sha256').update(`${path}\n${length}\n${modificationTime}`).digest('hex')}.parquet`;

/** Marks a copy as used; false when there is none. */
const touch = (file: string): Promise<boolean> =>
  utimes(file, new Date(), new Date()).then(
    () => true,
    () => false,
  );

/** Under another name until it is whole: whoever breaks off leaves nothing that looks like a copy. */
async function download(hdfs: Source, { path, length }: FileStatus, target: string): Promise<void> {
  const unfinished = `${target}.part`;
  await pipeline(await hdfs.open(path), createWriteStream(unfinished));
  const { size } = await stat(unfinished);
  if (size !== length) throw new PlatformError('hdfs_unavailable', `${path} came with ${size} of ${length} bytes`);
  await rename(unfinished, target);
}

/** Removes copies that are not needed, the longest unused first, until the others take at most `room` bytes. */
async function makeRoom(directory: string, needed: ReadonlySet<string>, room: number): Promise<void> {
  const names = (await readdir(directory)).filter((name) => !needed.has(name));
  const others = await Promise.all(
    names.map(async (name) => {
      const { size, mtimeMs } = await stat(join(directory, name));
      return { name, size, usedAt: mtimeMs };
    }),
  );
  let kept = 0;
  for (const { name, size } of others.toSorted((a, b) => b.usedAt - a.usedAt)) {
    kept += size;
    if (kept > room || name.endsWith('.part')) await rm(join(directory, name), { force: true });
  }
}
