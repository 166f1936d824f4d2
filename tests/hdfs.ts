import type { Instance } from '../local/instance/instance.ts';
import { webHdfsClient, type WebHdfsOptions } from '../functions/webhdfs/client.ts';
import type { WebHdfs } from '../functions/webhdfs/webhdfs.ts';
import { uniqueName } from './instance.ts';

/** A client of the instance's HDFS; `hdfs` is the super user. */
export const hdfsAs = (instance: Instance, user: string, options: WebHdfsOptions = {}): WebHdfs =>
  webHdfsClient({ urls: [`http://127.0.0.1:${instance.ports.nameNode}`], user }, options);

/** A directory of a test's own that belongs to a user, and how to remove it. */
export async function hdfsDirectory(
  instance: Instance,
  owner: string,
): Promise<{ readonly path: string; readonly remove: () => Promise<void> }> {
  const hdfs = hdfsAs(instance, 'hdfs');
  const path = `/${uniqueName('test')}`;
  await hdfs.mkdirs(path);
  await hdfs.setOwner(path, { owner });
  return {
    path,
    async remove() {
      await hdfs.delete(path, { recursive: true });
      hdfs.close();
    },
  };
}
