import type { RunDependencies } from '../dependencies.ts';
import { finishRun } from '../finish.ts';
import { acquireLock, adoptLock } from '../lock.ts';
import { keeper, outputOf, planJob } from '../plan.ts';
import { hdfsResults } from '../results.ts';
import type { RunReport } from '../run.ts';
import { readDays, readReport, writeJob } from './job-file.ts';

/** Milliseconds for which a run stays its owner's without a sign of life: longer than Spark and its repetition may take. */
export const sparkLeaseMs = 5 * 3_600_000;

/** A run that Spark is to compute. */
export interface HandedOver {
  readonly run_id: string;
  /** By which `publishRun` and `abandonRun` go on with it. */
  readonly token: string;
  /** Path in HDFS of what job.py is to do. */
  readonly job: string;
}

/**
 * Begins a run: exports the products and says what Spark has to compute. The run stays under way when this has ended. Throws
 * `analysis_running` when there is another one.
 */
export async function exportRun(dependencies: RunDependencies): Promise<HandedOver> {
  const { hdfs, directories } = dependencies;
  const lock = await acquireLock(dependencies);
  try {
    const job = await planJob(dependencies, lock, hdfsResults(hdfs, directories));
    const path = await writeJob(hdfs, job);
    await lock.leave(sparkLeaseMs);
    return { run_id: lock.runId, token: lock.token, job: path };
  } catch (error) {
    await lock.release().catch(() => undefined);
    throw error;
  }
}

/** Goes on with a run when Spark has computed it. What fails may be done again: what it has kept and published stays the same. */
export async function publishRun(dependencies: RunDependencies, token: string): Promise<RunReport> {
  const { hdfs, directories, now } = dependencies;
  const lock = await adoptLock(dependencies, token);
  const results = hdfsResults(hdfs, directories);
  const output = outputOf(directories, lock.runId);
  try {
    const report = await readReport(hdfs, output);
    const days = await readDays(hdfs, output);
    const keep = keeper(dependencies, lock, results, { days, output, engine: 'spark' });
    for (const result of [...report.analyses, ...report.days]) await keep(result);
    const finished = await finishRun(dependencies, lock, results, report);
    await lock.release();
    const seconds = (now() - lock.now) / 1_000;
    return { run_id: lock.runId, engine: 'spark', resumed: false, seconds, ...finished };
  } catch (error) {
    await lock.leave(sparkLeaseMs).catch(() => undefined);
    throw error;
  }
}

/** Lets another run begin in the place of one that comes to nothing. */
export async function abandonRun(
  dependencies: Pick<RunDependencies, 'hdfs' | 'directories' | 'now'>,
  token: string,
): Promise<void> {
  const lock = await adoptLock(dependencies, token);
  await lock.release();
}
