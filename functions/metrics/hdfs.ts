import type { WebHdfs } from '../webhdfs/webhdfs.ts';
import type { Reading } from './collect.ts';

/** Replaced by every analysis when all of its results are there. */
const latestAnalysis = '/analytics/categories/latest';

/** What is read from HDFS: that it answers, and when the last analysis was published. */
export const hdfsReadings = (hdfs: WebHdfs): readonly Reading[] => [
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
