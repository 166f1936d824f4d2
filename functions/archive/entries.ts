import { hasCode } from '../webhdfs/failure.ts';
import type { FileStatus, WebHdfs } from '../webhdfs/webhdfs.ts';

/** The entries of a directory, or those behind a name; none when there is no such directory. */
export async function* entriesOf(
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
