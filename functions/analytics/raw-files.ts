import pLimit from 'p-limit';
import { dayNamedBy, dayOf } from '../../modules/raw-files/paths.ts';
import type { Log } from '../../modules/logging/log.ts';
import { isWholeParquet } from '../../modules/parquet/footer.ts';
import { listIfThere } from '../../modules/webhdfs/if-there.ts';
import type { WebHdfs } from '../../modules/webhdfs/webhdfs.ts';

/** How many files are examined at the same time. */
const maxLooks = 8;

/**
 * The raw files of a topic that may hold records from `since` on, epoch milliseconds: a record is archived on the day on
 * which it was sent or later. Files that were cut short are left out and logged; a day without data is no fault.
 */
export async function findRawFiles(hdfs: WebHdfs, directory: string, since: number, log: Log): Promise<string[]> {
  const firstDay = dayOf(since);
  const limit = pLimit(maxLooks);
  const days = (await listIfThere(hdfs, directory)).filter(
    ({ path, type }) => type === 'DIRECTORY' && (dayNamedBy(path) ?? '') >= firstDay,
  );
  const listed = await limit.map(days, ({ path }) => listIfThere(hdfs, path));
  const files = listed.flat().filter(({ path, type }) => type === 'FILE' && path.endsWith('.parquet'));
  const whole = await limit.map(files, (file) => isWholeParquet(hdfs, file));
  for (const [index, { path, length }] of files.entries())
    if (whole[index] === false) log.warn('raw file is cut short, the analysis goes on without it', { path, length });
  return files.filter((_, index) => whole[index]).map(({ path }) => path);
}
