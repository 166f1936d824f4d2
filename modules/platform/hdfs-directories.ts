/** Where the platform's files are in HDFS. */
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

/** Who writes where: raw records and results, and what each prepares before it shows it. */
export const ownedDirectories = [
  { path: hdfsDirectories.raw, owner: 'archive' },
  { path: hdfsDirectories.archiveStaging, owner: 'archive' },
  { path: hdfsDirectories.results, owner: 'analytics' },
  { path: hdfsDirectories.analyticsStaging, owner: 'analytics' },
] as const;

/** Replaced by every analysis when all of its results are there. */
export const latestAnalysis = `${hdfsDirectories.results}/categories/latest`;
