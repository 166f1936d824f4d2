import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere } from '../../../modules/webhdfs/if-there.ts';
import { resultCache } from '../duckdb/file-cache.ts';
import type { RunDependencies, CurrentRun } from '../dependencies.ts';
import { stagingOf, type AnalyticsDirectories } from '../directories.ts';
import { resultNames, type ResultName } from '../queries.ts';
import type { Results } from '../results.ts';
import { earlier } from './documents.ts';
import { publishResults, type Published } from './publish.ts';
import { resultReader } from './readers.ts';

/** Results that are large, and meant for those who read files. */
const unpublished: ReadonlySet<ResultName> = new Set(['price_history', 'shared_buyers']);
/** Those that go to Kafka or OpenSearch. */
const published = resultNames.filter((name) => !unpublished.has(name));

/** Those whose keys get a tombstone when a later run has none of them. */
const withTombstones: readonly ResultName[] = ['categories', 'co_occurrence'];

const marker = ({ results }: AnalyticsDirectories): string => `${results}/.published`;

/** The newest run whose results are all in Kafka and OpenSearch. */
export const publishedRun = async ({ hdfs, directories }: RunDependencies): Promise<string | undefined> =>
  readIfThere(hdfs, marker(directories));

/** Publishes the results of a run, and remembers that in HDFS. Doing it again changes nothing. */
export async function publishRun(dependencies: RunDependencies, run: CurrentRun, results: Results): Promise<Published> {
  const { hdfs, directories, scratch } = dependencies;
  const cache = resultCache(hdfs, scratch);
  const paths = await pathsOfTables(dependencies, run, results);
  const copies = await cache.fetch(Object.values(paths).flat());
  const tables = Object.entries(paths).map(([table, files]) => [table, copies.splice(0, files.length)] as const);
  const spilled = join(scratch, 'publishing');
  await mkdir(spilled, { recursive: true });
  const reader = await resultReader(Object.fromEntries(tables), spilled);
  try {
    const counts = await publishResults(dependencies, run, reader);
    const unfinished = `${stagingOf(directories, run.runId)}/published`;
    await hdfs.create(unfinished, Buffer.from(run.runId), { overwrite: true });
    await hdfs.replace(unfinished, marker(directories));
    return counts;
  } finally {
    reader.close();
  }
}

/** The files of each table; where there are no earlier results, those of the run itself, which add nothing. */
async function pathsOfTables(
  dependencies: RunDependencies,
  { runId }: CurrentRun,
  results: Results,
): Promise<Record<string, string[]>> {
  const paths: Record<string, string[]> = {};
  for (const analysis of published) paths[analysis] = await results.files(analysis, runId);
  const last = (await publishedRun(dependencies)) ?? '';
  for (const analysis of withTombstones) {
    // Runs after the last published one may have published a part.
    const runs = (await results.runs(analysis)).filter((id) => id >= last && id < runId);
    const files = await Promise.all(runs.map((id) => results.files(analysis, id)));
    paths[earlier(analysis)] = runs.length === 0 ? (paths[analysis] ?? []) : files.flat();
  }
  return paths;
}
