import { listIfThere } from '../../modules/webhdfs/if-there.ts';
import type { Job } from './engine.ts';
import type { RunDependencies, CurrentRun } from './dependencies.ts';
import { findDays, type MissingDay } from './days/day-parts.ts';
import { stagingOf } from './directories.ts';
import { exportProducts } from './products.ts';
import { runNearest, type Results } from './results.ts';

const week = 7 * 86_400_000;

/** The files that a run reads, and the days that it has to compute. */
export async function findInputs(
  dependencies: RunDependencies,
  run: CurrentRun,
  results: Results,
): Promise<{ readonly inputs: Job['inputs']; readonly days: readonly MissingDay[] }> {
  const { window } = dependencies;
  const [{ inputs, missing }, products, earlier] = await Promise.all([
    findDays({ ...dependencies, since: run.now - window }),
    stageProducts(dependencies, run),
    findCategories(run, results),
  ]);
  return { inputs: { ...inputs, products, ...earlier }, days: missing };
}

/** The products at the moment when the run first looked: one that is continued goes on with the same. */
async function stageProducts(
  { client, names, hdfs, directories }: RunDependencies,
  { runId }: CurrentRun,
): Promise<string[]> {
  const directory = `${stagingOf(directories, runId)}/products`;
  const whole = `${directory}/_SUCCESS`;
  if ((await hdfs.status(whole)) !== undefined) {
    const files = await listIfThere(hdfs, directory);
    return files.map(({ path }) => path).filter((path) => path.endsWith('.parquet'));
  }
  await hdfs.delete(directory, { recursive: true });
  const paths = await exportProducts(client, names.filteredProducts, hdfs, directory);
  await hdfs.create(whole, Buffer.alloc(0), { overwrite: true });
  return paths;
}

async function findCategories(
  { runId, now }: CurrentRun,
  results: Results,
): Promise<Pick<Job['inputs'], 'previous_categories' | 'week_ago_categories'>> {
  const earlier = (await results.runs('categories')).filter((id) => id < runId);
  const filesOf = async (id: string | undefined): Promise<string[]> =>
    id === undefined ? [] : results.files('categories', id);
  return {
    previous_categories: await filesOf(earlier.at(-1)),
    week_ago_categories: await filesOf(runNearest(earlier, now - week)),
  };
}
