import { variable } from '../../modules/config/environment.ts';
import type { PlatformFunction } from '../platform-function.ts';
import type { HdfsCluster } from '../target.ts';

/** Gives a function its way to HDFS, under a user of HDFS whose files it may write. */
export function grantHdfsAccess(fn: PlatformFunction, { urls, clients }: HdfsCluster, user: string): void {
  fn.join(clients);
  fn.lambda.addEnvironment(variable.webHdfsUrls, urls.join(','));
  fn.lambda.addEnvironment(variable.webHdfsUser, user);
}
