import type { JobReport } from './engine.ts';
import type { AnalyticsDependencies } from './dependencies.ts';
import { finishRun, type FinishedRun } from './finish.ts';
import { acquireLock, type RunLock } from './lock.ts';
import { keeper, planJob } from './plan.ts';
import { hdfsResults } from './results.ts';

/** What a run has done. Times are in seconds. */
export interface RunReport extends FinishedRun {
  readonly run_id: string;
  readonly engine: string;
  /** Whether it continued a run that had broken off; what had been computed before is not in `analyses`. */
  readonly resumed: boolean;
  readonly seconds: number;
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

async function runOnce(dependencies: AnalyticsDependencies, lock: RunLock): Promise<FinishedRun> {
  const { hdfs, directories, engine, log } = dependencies;
  const results = hdfsResults(hdfs, directories);
  const job = await planJob(dependencies, lock, results);
  const which = { run_id: lock.runId, engine: engine.name };
  const keep = keeper(dependencies, lock, results, { ...job, engine: engine.name });
  const computed =
    job.analyses.length === 0
      ? nothing
      : await engine.run(job, keep, ({ name, seconds }) => log.info('prepared', { ...which, step: name, seconds }));
  return finishRun(dependencies, lock, results, computed);
}

/** What a run computes that continues one which had everything but published nothing. */
const nothing: Omit<JobReport, 'seconds'> = { days: [], preparations: [], analyses: [] };
