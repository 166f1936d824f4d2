import { createReadStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { retried } from '../../../modules/retry/retry.ts';
import type { RunDependencies, CurrentRun } from '../dependencies.ts';
import { stagingOf } from '../directories.ts';
import { resultCache, storing } from '../duckdb/file-cache.ts';
import type { AnalysisReport } from '../engine.ts';
import type { Results } from '../results.ts';
import { findNeighbours } from './neighbours.ts';

/**
 * Makes the result `neighbours` of two that are whole, whichever engine computed them, on this machine, and keeps it. Nothing
 * to do, and undefined, when it is there.
 */
export async function neighboursStep(
  { hdfs, directories, scratch }: RunDependencies,
  { runId }: CurrentRun,
  results: Results,
): Promise<AnalysisReport | undefined> {
  if (await results.isWhole('neighbours', runId)) return undefined;
  const startedAt = performance.now();
  const [near, shared] = [await results.files('co_occurrence', runId), await results.files('shared_buyers', runId)];
  const copies = await resultCache(hdfs, scratch).fetch([...near, ...shared]);
  const work = join(scratch, 'neighbours');
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  try {
    const inputs = { coOccurrence: copies.slice(0, near.length), sharedBuyers: copies.slice(near.length) };
    const { file, rows } = await findNeighbours(inputs, work);
    const directory = `${stagingOf(directories, runId)}/results/neighbours`;
    const { size } = await stat(file);
    await retried(
      () => hdfs.create(`${directory}/part-0.parquet`, createReadStream(file), { overwrite: true }),
      storing,
    );
    await results.keep('neighbours', runId, directory);
    return { name: 'neighbours', seconds: (performance.now() - startedAt) / 1_000, rows, bytes: size };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
