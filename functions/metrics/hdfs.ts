import { latestAnalysis } from '../../modules/platform/hdfs-directories.ts';
import { hasCode } from '../../modules/webhdfs/failure.ts';
import type { WebHdfs } from '../../modules/webhdfs/webhdfs.ts';
import type { Reading } from './collect.ts';
import type { Sample } from './samples.ts';

/** What is read from HDFS: that it answers, whether it takes writes, and when the last analysis was published. */
export const hdfsReadings = (hdfs: WebHdfs): readonly Reading[] => [
  { system: 'hdfs', what: 'safe mode', read: () => readSafeMode(hdfs) },
  {
    system: 'hdfs',
    what: 'last analysis',
    read: async () => {
      const file = await hdfs.status(latestAnalysis);
      if (file === undefined) return [];
      return [{ name: 'marketplace_last_analysis_timestamp_seconds', value: file.modificationTime / 1_000 }];
    },
  },
];

/** WebHDFS has no question for it, but it refuses to make even a directory that is there. */
async function readSafeMode(hdfs: WebHdfs): Promise<Sample[]> {
  const refused = await hdfs.mkdirs('/').then(
    () => false,
    (error: unknown) => {
      if (hasCode(error, 'hdfs_safe_mode')) return true;
      throw error;
    },
  );
  return [{ name: 'marketplace_hdfs_safe_mode', value: refused ? 1 : 0 }];
}
