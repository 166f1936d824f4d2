import { hdfsDirectories } from '../../modules/platform/hdfs-directories.ts';

/** Where the analysis reads and writes in HDFS. */
export interface AnalyticsDirectories {
  /** Below it: <topic>/dt=<day>/<file>. */
  readonly raw: string;
  /** Below it: <analysis>/run=<run id>/. */
  readonly results: string;
  /** What is not published yet. */
  readonly staging: string;
}

export const analyticsDirectories: AnalyticsDirectories = {
  raw: hdfsDirectories.raw,
  results: hdfsDirectories.results,
  staging: hdfsDirectories.analyticsStaging,
};

/** Where one run prepares what it will show. */
export const stagingOf = ({ staging }: AnalyticsDirectories, runId: string): string => `${staging}/${runId}`;

/** ISO time without punctuation: 20261122T192500Z. Sorts like time. */
export const runIdAt = (epochMilliseconds: number): string =>
  `${new Date(epochMilliseconds).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

const runIdPattern = /^(?<date>\d{8})T(?<hours>\d\d)(?<minutes>\d\d)(?<seconds>\d\d)Z$/;

/** Epoch milliseconds of a run id, to the second; undefined for any other text. */
export function timeOfRun(runId: string): number | undefined {
  const { date = '', hours, minutes, seconds } = runIdPattern.exec(runId)?.groups ?? {};
  const day = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
  const time = Date.parse(`${day}T${hours}:${minutes}:${seconds}Z`);
  return Number.isNaN(time) ? undefined : time;
}
