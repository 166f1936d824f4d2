import { webHdfsClient, type WebHdfsOptions } from '../../modules/webhdfs/client.ts';
import type { WebHdfs } from '../../modules/webhdfs/webhdfs.ts';
import type { Instance } from '../instance/instance.ts';
import { closing } from '../resources/closing.ts';
import { urlOf } from '../../modules/platform/instance/hosts.ts';

/** The super user of the file system: whoever the servers say they are. */
export const superUser = 'hdfs';

const webHdfsUrl = (instance: Instance): string => urlOf(instance, 'namenode', 'nameNode');

interface HdfsOptions extends WebHdfsOptions {
  /** Who it is to HDFS; the super user unless told. */
  readonly user?: string;
}

/** A client of the instance's HDFS, for `await using`. */
export const hdfsOf = (
  instance: Instance,
  { user = superUser, ...options }: HdfsOptions = {},
): WebHdfs & AsyncDisposable => closing(webHdfsClient({ urls: [webHdfsUrl(instance)], user }, options));

/** Hands a client over for one call and closes it whatever happens. */
export async function withHdfs<T>(
  instance: Instance,
  use: (hdfs: WebHdfs) => Promise<T>,
  options?: HdfsOptions,
): Promise<T> {
  await using hdfs = hdfsOf(instance, options);
  return await use(hdfs);
}
