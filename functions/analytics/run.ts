import { compactRaw } from '../../modules/raw-files/compact.ts';
import { ensureIndices } from '../../modules/opensearch/indices.ts';
import { opensearchRetry } from '../../modules/opensearch/retry-bounds.ts';
import { retried } from '../../modules/retry/retry.ts';
import { listIfThere } from '../../modules/webhdfs/if-there.ts';
import type { AnalysisReport, JobReport } from './engine.ts';
import { findInputs } from './inputs.ts';
import { acquireLock, type RunLock } from './lock.ts';
import type { AnalyticsDependencies } from './dependencies.ts';
import { neighboursStep } from './neighbours/step.ts';
import { stagingOf } from './directories.ts';
import { announceCategories } from './publish/announce.ts';
import type { Published } from './publish/publish.ts';
import { publishedRun, publishRun } from './publish/run.ts';
import { analysisNames, analysisQueries, preparedQueries, resultNames } from './queries.ts';
import { hdfsResults, type Results } from './results.ts';
import { forgetOld } from './forget.ts';

const day = 86_400_000;

/** What a run has done. Times are in seconds. */
export interface RunReport extends Published, Pick<JobReport, 'preparations' | 'analyses'> {
  readonly run_id: string;
  readonly engine: string;
  /** Whether it continued a run that had broken off; what had been computed before is not in `analyses`. */
  readonly resumed: boolean;
  readonly seconds: number;
  /** Categories whose live figures are computed anew. */
  readonly announced: number;
}

/**
 * Analyses everything once: raw files and products in, results to HDFS, Kafka and OpenSearch. Throws `analysis_running` when
 * somebody else does so, and another PlatformError when a system fails; the next run starts from what is there then.
 */
export async function runAnalytics(dependencies: AnalyticsDependencies): Promise<RunReport> {
  const startedAt = performance.now();
  const { hdfs, directories, owner, now, newId, log, engine } = dependencies;
  const lock = await acquireLock({ hdfs, directories, owner, now, newId });
  try {
    const report = await runOnce(dependencies, lock);
    const seconds = (performance.now() - startedAt) / 1_000;
    return { run_id: lock.runId, engine: engine.name, resumed: lock.resumed, seconds, ...report };
  } finally {
    // A lock that cannot be released expires by itself.
    await lock.release().catch((error: unknown) => log.error('the lock stays until it runs out', error));
  }
}

async function runOnce(
  dependencies: AnalyticsDependencies,
  lock: RunLock,
): Promise<Omit<RunReport, 'run_id' | 'engine' | 'resumed' | 'seconds'>> {
  const { hdfs, directories, client, publisher, names, now } = dependencies;
  const results = hdfsResults(hdfs, directories);
  await compact(dependencies);
  await retried(() => ensureIndices(client, names), opensearchRetry);
  const computed = await compute(dependencies, lock, results);
  await lock.check();
  const neighbours = await neighboursStep(dependencies, lock, results);
  await lock.check();
  for (const result of resultNames) await results.point(result, lock.runId);
  const published = await publishRun(dependencies, lock, results);
  const announced = await announceCategories(client, [names.filteredProducts, names.categoryStats], publisher, now());
  await forgetOld(client, names, now());
  await clean(dependencies, lock, results);
  const analyses = [...computed.analyses, ...(neighbours === undefined ? [] : [neighbours])];
  return { ...computed, analyses, ...published, announced };
}

/** Small files only cost time: a failed compaction is no reason to compute nothing. */
async function compact({ archive, archiveDirectories, newId, log }: AnalyticsDependencies): Promise<void> {
  try {
    const { due, merged, broken } = await compactRaw(archive, { directories: archiveDirectories, newId });
    if (due) log.info('raw files are compacted', { merged, broken: broken.length });
  } catch (error) {
    log.error('raw files are not compacted, the next run tries again', error);
  }
}

/** Computes what this run, or the one that it continues, has not computed yet. */
async function compute(
  dependencies: AnalyticsDependencies,
  lock: RunLock,
  results: Results,
): Promise<Pick<JobReport, 'preparations' | 'analyses'>> {
  const { engine, directories, window, log } = dependencies;
  const done = await Promise.all(analysisNames.map((name) => results.isWhole(name, lock.runId)));
  const missing = analysisQueries().filter((_, index) => done[index] === false);
  if (missing.length === 0) return { preparations: [], analyses: [] };
  const { runId, now } = lock;
  const output = `${stagingOf(directories, runId)}/results`;
  const inputs = await findInputs(dependencies, lock, results);
  const job = { runId, now, window, inputs, prepared: preparedQueries(), analyses: missing, output };
  const which = { run_id: runId, engine: engine.name };
  const keep = async ({ name, ...measures }: AnalysisReport): Promise<void> => {
    await lock.check();
    await results.keep(name, runId, `${output}/${name}`);
    log.info('analysis computed', { ...which, analysis: name, ...measures });
  };
  return engine.run(job, keep, ({ name, seconds }) => log.info('prepared', { ...which, step: name, seconds }));
}

/** Removes old results, what this run has staged, and what failed runs left in staging more than a day ago. */
async function clean(dependencies: AnalyticsDependencies, { runId, now }: RunLock, results: Results): Promise<void> {
  const { hdfs, directories } = dependencies;
  const published = (await publishedRun(dependencies)) ?? runId;
  for (const result of resultNames) await results.prune(result, now, [runId, published]);
  await hdfs.delete(stagingOf(directories, runId), { recursive: true });
  const left = [
    ...(await listIfThere(hdfs, directories.staging)),
    ...(await listIfThere(hdfs, `${directories.staging}/locks`)),
  ];
  for (const { path, modificationTime } of left)
    if (modificationTime < now - day && !path.endsWith('/locks')) await hdfs.delete(path, { recursive: true });
}
