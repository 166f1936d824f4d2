import { ensureIndices } from '../../modules/opensearch/indices.ts';
import { opensearchRetry } from '../../modules/opensearch/retry-bounds.ts';
import { compactRaw } from '../../modules/raw-files/compact.ts';
import { retried } from '../../modules/retry/retry.ts';
import { keptDays, type KeptDay } from './days/kept-days.ts';
import type { MissingDay } from './days/day-parts.ts';
import type { RunDependencies } from './dependencies.ts';
import { stagingOf, type AnalyticsDirectories } from './directories.ts';
import type { AnalysisReport, Job, OnResult } from './engine.ts';
import { findInputs } from './inputs.ts';
import type { RunLock } from './lock.ts';
import { analysisNames, analysisQueries, preparedQueries } from './queries.ts';
import type { Results } from './results.ts';

/** A job, and where what it computes of days is kept. */
export interface PlannedJob extends Job {
  readonly days: readonly MissingDay[];
}

/** A day by the name that it has in a job. */
export interface NamedDay extends KeptDay {
  readonly name: string;
}

/** Where a run's job writes. */
export const outputOf = (directories: AnalyticsDirectories, runId: string): string =>
  `${stagingOf(directories, runId)}/results`;

/** Looks at what is there, and says what this run, or the one that it continues, has not computed yet. */
export async function planJob(dependencies: RunDependencies, lock: RunLock, results: Results): Promise<PlannedJob> {
  const { client, names, directories, window } = dependencies;
  await compact(dependencies);
  await retried(() => ensureIndices(client, names), opensearchRetry);
  const done = await Promise.all(analysisNames.map((name) => results.isWhole(name, lock.runId)));
  const analyses = analysisQueries().filter((_, index) => done[index] === false);
  const { inputs, days } = await findInputs(dependencies, lock, results);
  const { runId, now } = lock;
  const output = outputOf(directories, runId);
  return { runId, now, window, inputs, days, prepared: preparedQueries(), analyses, output };
}

/** Small files only cost time: a failed compaction is no reason to compute nothing. */
async function compact({ archive, archiveDirectories, newId, log }: RunDependencies): Promise<void> {
  try {
    const { due, merged, broken } = await compactRaw(archive, { directories: archiveDirectories, newId });
    if (due) log.info('raw files are compacted', { merged, broken: broken.length });
  } catch (error) {
    log.error('raw files are not compacted, the next run tries again', error);
  }
}

/** Keeps what an engine has computed of a job, as long as the run is its owner's; what is kept already stays as it is. */
export function keeper(
  { hdfs, directories, log }: RunDependencies,
  lock: RunLock,
  results: Results,
  { days, output, engine }: { readonly days: readonly NamedDay[]; readonly output: string; readonly engine: string },
): OnResult {
  const kept = keptDays(hdfs, directories);
  const { runId } = lock;
  return async ({ name, ...measures }: AnalysisReport) => {
    await lock.check();
    const day = days.find((part) => part.name === name);
    if (day !== undefined) {
      if ((await kept.files(day)) === undefined) await kept.keep(day, `${output}/${name}`);
    } else if (!(await results.isWhole(name, runId))) await results.keep(name, runId, `${output}/${name}`);
    const what = day === undefined ? 'analysis computed' : 'day computed';
    log.info(what, { run_id: runId, engine, analysis: name, ...measures });
  };
}
