import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { archiveDirectories } from '../../modules/raw-files/paths.ts';
import type { HdfsConfig } from '../../modules/config/environment.ts';
import { indexNames } from '../../modules/opensearch/indices.ts';
import type { DuckDbOptions } from './duckdb/engine.ts';
import type { AnalyticsDependencies } from './dependencies.ts';
import { analyticsDirectories } from './directories.ts';

const day = 86_400_000;

/** Who may compact raw files. */
export const archiveUser = 'archive';

/** Under 1 GB for 5 million records with what DuckDB does not count, and copies of a month of a large shop's records. */
export const duckdbLimits = { memory: 400, threads: 2, cacheLimit: 6 * 1024 ** 3 } as const satisfies Omit<
  DuckDbOptions,
  'hdfs' | 'scratch'
>;

/** Parts of a run that are the same wherever it runs. */
export const usualDependencies = {
  names: indexNames,
  directories: analyticsDirectories,
  archiveDirectories,
  window: 30 * day,
  now: Date.now,
  newId: randomUUID,
} as const satisfies Partial<AnalyticsDependencies>;

/** A directory for copies of this HDFS's files: paths of another one may be the same. */
export const scratchFor = (directory: string, { urls }: HdfsConfig): string =>
  join(directory, `marketplace-analytics-${createHash('sha256').update(urls.join()).digest('hex').slice(0, 16)}`);
