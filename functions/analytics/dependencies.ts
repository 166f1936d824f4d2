import type { Client } from '@opensearch-project/opensearch';
import type { ArchiveDirectories } from '../../modules/raw-files/paths.ts';
import type { Publisher } from '../../modules/kafka/record.ts';
import type { Log } from '../../modules/logging/log.ts';
import type { IndexNames } from '../../modules/opensearch/indices.ts';
import type { WebHdfs } from '../../modules/webhdfs/webhdfs.ts';
import type { Engine } from './engine.ts';
import type { AnalyticsDirectories } from './directories.ts';

/** What a run of the analysis depends on, whatever computes. */
export interface RunDependencies {
  /** As the user who analyses. */
  readonly hdfs: WebHdfs;
  /** As the user who archives: nobody else may compact raw files. */
  readonly archive: WebHdfs;
  readonly client: Client;
  readonly publisher: Publisher;
  readonly log: Log;
  readonly names: IndexNames;
  readonly directories: AnalyticsDirectories;
  readonly archiveDirectories: ArchiveDirectories;
  /** Directory of this machine; for one run at a time. */
  readonly scratch: string;
  /** How far back a run looks, in milliseconds. */
  readonly window: number;
  /** Who runs it, for people to read. */
  readonly owner: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Makes names that nobody else makes. */
  readonly newId: () => string;
}

/** What a run depends on that computes by itself. */
export interface AnalyticsDependencies extends RunDependencies {
  readonly engine: Engine;
}

/** The run under way. */
export interface CurrentRun {
  readonly runId: string;
  /** Epoch milliseconds. */
  readonly now: number;
}
