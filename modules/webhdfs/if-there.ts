import { hasCode } from './failure.ts';
import type { FileStatus, WebHdfs } from './webhdfs.ts';

/** The entries of a directory, or those behind a name; none when there is no such directory. */
export async function* entriesIfThere(
  hdfs: Pick<WebHdfs, 'list'>,
  directory: string,
  options: { readonly after?: string } = {},
): AsyncGenerator<FileStatus> {
  try {
    yield* hdfs.list(directory, options);
  } catch (error) {
    if (!hasCode(error, 'hdfs_not_found')) throw error;
  }
}

/** The same, all at once. */
export async function listIfThere(hdfs: Pick<WebHdfs, 'list'>, directory: string): Promise<FileStatus[]> {
  const entries: FileStatus[] = [];
  for await (const entry of entriesIfThere(hdfs, directory)) entries.push(entry);
  return entries;
}

/** A small file as text; undefined when it is not there. */
export async function readIfThere(hdfs: Pick<WebHdfs, 'read'>, path: string): Promise<string | undefined> {
  try {
    return (await hdfs.read(path)).toString();
  } catch (error) {
    if (hasCode(error, 'hdfs_not_found')) return undefined;
    throw error;
  }
}
