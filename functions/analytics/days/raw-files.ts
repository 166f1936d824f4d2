import pLimit from 'p-limit';
import { dayNamedBy, dayOf } from '../../../modules/raw-files/paths.ts';
import type { Log } from '../../../modules/logging/log.ts';
import { isWholeParquet } from '../../../modules/parquet/footer.ts';
import { listIfThere } from '../../../modules/webhdfs/if-there.ts';
import type { FileStatus, WebHdfs } from '../../../modules/webhdfs/webhdfs.ts';

/** How many files or days are looked at at the same time. */
export const maxLooks = 8;

/** The raw files of a topic and a day, in the order of their names. */
export interface RawDay {
  /** Such as 2026-11-22. */
  readonly day: string;
  readonly files: readonly FileStatus[];
}

/**
 * The days of a topic that may hold records from `since` on, epoch milliseconds: a record is archived on the day on which it
 * was sent or later. Days without files are left out.
 */
export async function findRawDays(hdfs: WebHdfs, directory: string, since: number): Promise<RawDay[]> {
  const firstDay = dayOf(since);
  const days = (await listIfThere(hdfs, directory)).flatMap(({ path, type }) => {
    const day = dayNamedBy(path);
    return type === 'DIRECTORY' && day !== undefined && day >= firstDay ? [{ day, path }] : [];
  });
  const found = await pLimit(maxLooks).map(days, async ({ day, path }) => {
    const listed = await listIfThere(hdfs, path);
    const files = listed.filter(({ path: file, type }) => type === 'FILE' && file.endsWith('.parquet'));
    return { day, files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)) };
  });
  return found.filter(({ files }) => files.length > 0);
}

/** Paths of the files that are whole; those that were cut short are logged. */
export async function wholeFiles(hdfs: WebHdfs, files: readonly FileStatus[], log: Log): Promise<string[]> {
  const whole = await pLimit(maxLooks).map(files, (file) => isWholeParquet(hdfs, file));
  for (const [index, { path, length }] of files.entries())
    if (whole[index] === false) log.warn('raw file is cut short, the analysis goes on without it', { path, length });
  return files.filter((_, index) => whole[index]).map(({ path }) => path);
}
