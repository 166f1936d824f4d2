import { PlatformError } from '../errors/platform-error.ts';
import type { FileStatus, WebHdfs } from './webhdfs.ts';

/** The entries of a directory; none when it is not there. */
export async function listIfThere(hdfs: Pick<WebHdfs, 'list'>, directory: string): Promise<FileStatus[]> {
  const entries: FileStatus[] = [];
  await ifThere(async () => {
    for await (const entry of hdfs.list(directory)) entries.push(entry);
  });
  return entries;
}

/** A small file as text; undefined when it is not there. */
export const readIfThere = async (hdfs: Pick<WebHdfs, 'read'>, path: string): Promise<string | undefined> =>
  (await ifThere(() => hdfs.read(path)))?.toString();

async function ifThere<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof PlatformError && error.code === 'hdfs_not_found') return undefined;
    throw error;
  }
}

/** The last part of a path. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
