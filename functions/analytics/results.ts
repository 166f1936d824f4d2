import { PlatformError } from '../../modules/errors/platform-error.ts';
import { baseName } from '../../modules/webhdfs/address.ts';
import { listIfThere, readIfThere } from '../../modules/webhdfs/if-there.ts';
import type { WebHdfs } from '../../modules/webhdfs/webhdfs.ts';
import { timeOfRun, type AnalyticsDirectories } from './directories.ts';

const day = 86_400_000;
/** For how many days one run of each day is kept. */
const keptDays = 30;
/** How many of the newest runs are kept in any case. */
const keptRuns = 3;

/** The results of all runs in HDFS. */
export interface Results {
  /** Ids of the runs whose result of this analysis is whole, oldest first. */
  runs(analysis: string): Promise<string[]>;
  isWhole(analysis: string, runId: string): Promise<boolean>;
  /** Paths of the Parquet files of a result. */
  files(analysis: string, runId: string): Promise<string[]>;
  /** Takes a directory of files over as a result, whole from then on. */
  keep(analysis: string, runId: string, directory: string): Promise<void>;
  /** Lets `latest` point to a run, atomically. */
  point(analysis: string, runId: string): Promise<void>;
  /** The run that `latest` points to. */
  latest(analysis: string): Promise<string | undefined>;
  /** Removes what need not be kept, and what a run that broke off has left half. */
  prune(analysis: string, now: number, needed: readonly string[]): Promise<void>;
}

const success = '_SUCCESS';

export function hdfsResults(hdfs: WebHdfs, directories: AnalyticsDirectories): Results {
  const home = (analysis: string): string => `${directories.results}/${analysis}`;
  const pathOf = (analysis: string, runId: string): string => `${home(analysis)}/run=${runId}`;
  const isWhole = async (analysis: string, runId: string): Promise<boolean> =>
    (await hdfs.status(`${pathOf(analysis, runId)}/${success}`)) !== undefined;
  const runIds = async (analysis: string): Promise<string[]> =>
    (await namesIn(hdfs, home(analysis)))
      .flatMap((name) => (name.startsWith('run=') ? [name.slice('run='.length)] : []))
      .filter((runId) => timeOfRun(runId) !== undefined)
      .toSorted();
  const runs = async (analysis: string): Promise<string[]> => {
    const ids = await runIds(analysis);
    const whole = await Promise.all(ids.map((runId) => isWhole(analysis, runId)));
    return ids.filter((_, index) => whole[index]);
  };
  return {
    isWhole,
    runs,
    async files(analysis, runId) {
      const directory = pathOf(analysis, runId);
      const names = await namesIn(hdfs, directory);
      return names.filter((name) => name.endsWith('.parquet')).map((name) => `${directory}/${name}`);
    },
    async keep(analysis, runId, directory) {
      const path = pathOf(analysis, runId);
      await hdfs.mkdirs(home(analysis));
      // What a run that broke off has moved without calling it whole.
      await hdfs.delete(path, { recursive: true });
      if (!(await hdfs.rename(directory, path)))
        throw new PlatformError('hdfs_refused', `${directory} cannot be moved to ${path}`);
      await hdfs.create(`${path}/${success}`, Buffer.alloc(0), { overwrite: true });
    },
    async point(analysis, runId) {
      const unfinished = `${directories.staging}/${runId}/latest-${analysis}`;
      await hdfs.create(unfinished, Buffer.from(runId), { overwrite: true });
      await hdfs.replace(unfinished, `${home(analysis)}/latest`);
    },
    async latest(analysis) {
      return (await readIfThere(hdfs, `${home(analysis)}/latest`))?.trim();
    },
    async prune(analysis, now, needed) {
      const kept = new Set([...runsToKeep(await runs(analysis), now), ...needed]);
      const old = (await runIds(analysis)).filter((runId) => !kept.has(runId));
      for (const runId of old) await hdfs.delete(pathOf(analysis, runId), { recursive: true });
    },
  };
}

/** Which of these runs are kept: the newest, and the last of each day for a month. */
export function runsToKeep(runIds: readonly string[], now: number): string[] {
  const sorted = runIds.toSorted();
  const days = Map.groupBy(sorted, (runId) => runId.slice(0, 8));
  const lastOfDays = new Set(Array.from(days.values(), (runs) => runs.at(-1)));
  const isRecent = (runId: string): boolean => (timeOfRun(runId) ?? 0) > now - keptDays * day;
  const newest = new Set(sorted.slice(-keptRuns));
  return sorted.filter((runId) => newest.has(runId) || (isRecent(runId) && lastOfDays.has(runId)));
}

/** Which of these runs is nearest to a time; undefined when none lies within a day of it. */
export function runNearest(runIds: readonly string[], time: number): string | undefined {
  const distance = (runId: string): number => Math.abs((timeOfRun(runId) ?? Infinity) - time);
  const [nearest] = runIds.toSorted((one, other) => distance(one) - distance(other));
  return nearest !== undefined && distance(nearest) <= day ? nearest : undefined;
}

const namesIn = async (hdfs: WebHdfs, directory: string): Promise<string[]> =>
  (await listIfThere(hdfs, directory)).map(({ path }) => baseName(path));
