/** Where the platform's files are in HDFS; who owns each of them, local/hdfs/provision.ts says. */
export const hdfsDirectories = {
  /** <topic>/dt=<day>/<file> */
  raw: '/raw',
  /** Raw files that are not published yet; readers of `raw` never see them. */
  archiveStaging: '/staging/archive',
  /** <analysis>/run=<run id>/ */
  results: '/analytics',
  /** Results that are not published yet. */
  analyticsStaging: '/staging/analytics',
} as const;

/** Replaced by every analysis when all of its results are there. */
export const latestAnalysis = `${hdfsDirectories.results}/categories/latest`;
