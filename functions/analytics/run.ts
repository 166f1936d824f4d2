import { compactRaw } from '../../modules/raw-files/compact.ts';
import { ensureIndices } from '../../modules/opensearch/indices.ts';
import { patience } from '../../modules/opensearch/patience.ts';
import { retried } from '../../modules/retry/retry.ts';
import { listIfThere } from '../../modules/webhdfs/if-there.ts';
import type { AnalysisReport, JobReport } from './engine.ts';
import { findInputs } from './inputs.ts';
import { acquireLock, type RunLock } from './lock.ts';
import type { AnalyticsParts } from './parts.ts';
import { stagingOf } from './places.ts';
import { announceCategories } from './publish/announce.ts';
import type { Published } from './publish/publish.ts';
import { publishedRun, publishRun } from './publish/run.ts';
import { analysisNames, analysisQueries, preparedQueries } from './queries.ts';
import { hdfsResults, type Results } from './results.ts';

const day = 86_400_000;

/** What a run has done. Times are in seconds. */
export interface RunReport extends Published, Pick<JobReport, 'preparations' | 'analyses'> {
  readonly run_id: string;
  readonly engine: string;
  /** Whether it went on with a run that had broken off; what that one had computed is not in `analyses`. */
  readonly resumed: boolean;
  readonly seconds: number;
  /** Categories whose live figures are computed anew. */
  readonly announced: number;
}

/**
 * Analyses everything once: raw files and products in, results to HDFS, Kafka and OpenSearch. Throws `analysis_running` when
 * somebody else does so, and another PlatformError when a system fails; the next run starts from what is there then.
 */
export async function runAnalytics(parts: AnalyticsParts): Promise<RunReport> {
  const startedAt = performance.now();
  const { hdfs, places, owner, now, newId, log, engine } = parts;
  const lock = await acquireLock({ hdfs, places, owner, now, newId });
  try {
    const report = await runOnce(parts, lock);
    const seconds = (performance.now() - startedAt) / 1_000;
    return { run_id: lock.runId, engine: engine.name, resumed: lock.resumed, seconds, ...report };
  } finally {
    // One that cannot be released runs out by itself.
    await lock.release().catch((error: unknown) => log.error('the lock stays until it runs out', error));
  }
}

async function runOnce(
  parts: AnalyticsParts,
  lock: RunLock,
): Promise<Omit<RunReport, 'run_id' | 'engine' | 'resumed' | 'seconds'>> {
  const { hdfs, places, client, publisher, names, now } = parts;
  const results = hdfsResults(hdfs, places);
  await compact(parts);
  await retried(() => ensureIndices(client, names), patience);
  const computed = await compute(parts, lock, results);
  await lock.check();
  for (const analysis of analysisNames) await results.point(analysis, lock.runId);
  const published = await publishRun(parts, lock, results);
  const announced = await announceCategories(client, [names.filteredProducts, names.categoryStats], publisher, now());
  await clean(parts, lock, results);
  return { ...computed, ...published, announced };
}

/** Small files only cost time: that they cannot be made larger is no reason to compute nothing. */
async function compact({ archive, archivePlaces, now, newId, log }: AnalyticsParts): Promise<void> {
  try {
    const { due, merged, broken } = await compactRaw(archive, { places: archivePlaces, now: now(), newId });
    if (due) log.info('raw files are compacted', { merged, broken: broken.length });
  } catch (error) {
    log.error('raw files are not compacted, the next run tries again', error);
  }
}

/** Computes what this run, or the one that it continues, has not computed yet. */
async function compute(
  parts: AnalyticsParts,
  lock: RunLock,
  results: Results,
): Promise<Pick<JobReport, 'preparations' | 'analyses'>> {
  const { engine, places, window, log } = parts;
  const done = await Promise.all(analysisNames.map((name) => results.isWhole(name, lock.runId)));
  const missing = analysisQueries().filter((_, index) => done[index] === false);
  if (missing.length === 0) return { preparations: [], analyses: [] };
  const { runId, now } = lock;
  const output = `${stagingOf(places, runId)}/results`;
  const inputs = await findInputs(parts, lock, results);
  const job = { runId, now, window, inputs, prepared: preparedQueries(), analyses: missing, output };
  const which = { run_id: runId, engine: engine.name };
  const keep = async ({ name, ...figures }: AnalysisReport): Promise<void> => {
    await lock.check();
    await results.keep(name, runId, `${output}/${name}`);
    log.info('analysis computed', { ...which, analysis: name, ...figures });
  };
  return engine.run(job, keep, ({ name, seconds }) => log.info('prepared', { ...which, step: name, seconds }));
}

/** Removes old results, what this run has staged, and what broken ones have left in staging a day ago. */
async function clean(parts: AnalyticsParts, { runId, now }: RunLock, results: Results): Promise<void> {
  const { hdfs, places } = parts;
  const published = (await publishedRun(parts)) ?? runId;
  for (const analysis of analysisNames) await results.prune(analysis, now, [runId, published]);
  await hdfs.delete(stagingOf(places, runId), { recursive: true });
  const left = [...(await listIfThere(hdfs, places.staging)), ...(await listIfThere(hdfs, `${places.staging}/locks`))];
  for (const { path, modificationTime } of left)
    if (modificationTime < now - day && !path.endsWith('/locks')) await hdfs.delete(path, { recursive: true });
}
