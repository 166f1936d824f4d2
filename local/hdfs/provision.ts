import { ownedDirectories } from '../../modules/platform/hdfs-directories.ts';
import type { WebHdfs } from '../../modules/webhdfs/webhdfs.ts';

/** Makes the platform's directories and gives them to their writers; running it again changes nothing. By the super user. */
export async function provisionHdfs(hdfs: WebHdfs): Promise<void> {
  for (const { path, owner } of ownedDirectories) {
    await hdfs.mkdirs(path);
    await hdfs.setPermission(path, '755');
    await hdfs.setOwner(path, { owner, group: owner });
  }
}
