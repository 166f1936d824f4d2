import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WebHdfsOptions } from '../../modules/webhdfs/client.ts';
import type { WebHdfs } from '../../modules/webhdfs/webhdfs.ts';
import { hdfsOf, withHdfs } from '../../local/hdfs/client.ts';
import type { Instance } from '../../local/instance/instance.ts';
import { uniqueName } from './instance.ts';

/** A client of the instance's HDFS; `hdfs` is the super user. */
export const hdfsAs = (instance: Instance, user: string, options: WebHdfsOptions = {}): WebHdfs =>
  hdfsOf(instance, { ...options, user });

/** A directory of a test's own. */
export interface TestDirectory {
  readonly path: string;
  /** A path in it that nothing has had yet. */
  readonly newPath: () => string;
  readonly remove: () => Promise<void>;
}

/** Makes a directory that belongs to a user. */
export async function hdfsDirectory(instance: Instance, owner: string): Promise<TestDirectory> {
  const path = `/${uniqueName('test')}`;
  let given = 0;
  await withHdfs(instance, async (hdfs) => {
    await hdfs.mkdirs(path);
    await hdfs.setOwner(path, { owner });
  });
  return {
    path,
    newPath: () => `${path}/${++given}`,
    remove: () =>
      withHdfs(instance, async (hdfs) => {
        await hdfs.delete(path, { recursive: true });
      }),
  };
}

/** Names of the files and directories right in a directory, in the order in which HDFS lists them. */
export async function namesIn(hdfs: WebHdfs, directory: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { path } of hdfs.list(directory)) names.push(path.slice(directory.length + 1));
  return names;
}

/** Copies all files below a directory, for readers of this machine; resolves to their paths in HDFS. */
export async function copyFromHdfs(hdfs: WebHdfs, directory: string, folder: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const copied: string[] = [];
  for await (const { path, type } of hdfs.list(directory)) {
    const local = join(folder, path.slice(directory.length));
    if (type === 'DIRECTORY') copied.push(...(await copyFromHdfs(hdfs, path, local)));
    else {
      writeFileSync(local, await hdfs.read(path));
      copied.push(path);
    }
  }
  return copied;
}
