import { PlatformError } from '../errors/platform-error.ts';
import { baseName } from '../webhdfs/address.ts';
import type { FileStatus, WebHdfs } from '../webhdfs/webhdfs.ts';

/** What readers of files pass over; some read every name that ends in .parquet. */
export const hidden = '.compaction-';
/** The name of what stands in a directory from the beginning to the end of its compaction. */
export const underWay = 'under-way';

/** A file that each concatenation uses up: whoever begins after us removes it, and what we are about to do fails. */
export async function takeToken(hdfs: WebHdfs, directory: string, id: string): Promise<FileStatus> {
  await clearTokens(hdfs, directory);
  const path = `${directory}/${hidden}${id}`;
  await hdfs.create(path, Buffer.from(id));
  const status = await hdfs.status(path);
  if (status === undefined)
    throw new PlatformError('hdfs_refused', `${path} is gone: something else compacts the same directory`);
  return status;
}

/** Removes the tokens of all who compact, or have compacted, the directory. */
export async function clearTokens(hdfs: WebHdfs, directory: string): Promise<void> {
  const left: string[] = [];
  for await (const { path } of hdfs.list(directory)) {
    // Dots come before letters.
    if (!baseName(path).startsWith('.')) break;
    if (baseName(path).startsWith(hidden) && !path.endsWith(`/${hidden}${underWay}`)) left.push(path);
  }
  for (const path of left) await hdfs.delete(path);
}
