import { hdfsDirectories } from '../../modules/platform/hdfs-directories.ts';
import type { WebHdfs } from '../../modules/webhdfs/webhdfs.ts';

/** Who writes where: raw records and results, and what each prepares before it shows it. */
const directories = [
  { path: hdfsDirectories.raw, owner: 'archive' },
  { path: hdfsDirectories.archiveStaging, owner: 'archive' },
  { path: hdfsDirectories.results, owner: 'analytics' },
  { path: hdfsDirectories.analyticsStaging, owner: 'analytics' },
] as const;

/** Makes the platform's directories and gives them to their writers; running it again changes nothing. By the super user. */
export async function provisionHdfs(hdfs: WebHdfs): Promise<void> {
  for (const { path, owner } of directories) {
    await hdfs.mkdirs(path);
    await hdfs.setPermission(path, '755');
    await hdfs.setOwner(path, { owner, group: owner });
  }
}
