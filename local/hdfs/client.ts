import { webHdfsClient, type WebHdfsOptions } from '../../modules/webhdfs/client.ts';
import type { WebHdfs } from '../../modules/webhdfs/webhdfs.ts';
import type { Instance } from '../instance/instance.ts';
import { urlOf } from '../../modules/platform/instance/hosts.ts';

/** The super user of the file system: whoever the servers say they are. */
export const superUser = 'hdfs';

const webHdfsUrl = (instance: Instance): string => urlOf(instance, 'namenode', 'nameNode');

/** Hands a client of the instance's HDFS over and closes it whatever happens. */
export async function withHdfs<T>(
  instance: Instance,
  use: (hdfs: WebHdfs) => Promise<T>,
  { user = superUser, ...options }: WebHdfsOptions & { readonly user?: string } = {},
): Promise<T> {
  const hdfs = webHdfsClient({ urls: [webHdfsUrl(instance)], user }, options);
  try {
    return await use(hdfs);
  } finally {
    hdfs.close();
  }
}
