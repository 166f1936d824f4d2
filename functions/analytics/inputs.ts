import { listIfThere } from '../../modules/webhdfs/if-there.ts';
import type { Job } from './engine.ts';
import type { AnalyticsDependencies, CurrentRun } from './dependencies.ts';
import { stagingOf } from './directories.ts';
import { exportProducts } from './products.ts';
import { findRawFiles } from './raw-files.ts';
import { runNearest, type Results } from './results.ts';

const week = 7 * 86_400_000;

/** The files that a run reads. */
export async function findInputs(
  dependencies: AnalyticsDependencies,
  run: CurrentRun,
  results: Results,
): Promise<Job['inputs']> {
  const { hdfs, directories, window, log } = dependencies;
  const since = run.now - window;
  const [product_records, activity_records, products, earlier] = await Promise.all([
    findRawFiles(hdfs, `${directories.raw}/products`, since, log),
    findRawFiles(hdfs, `${directories.raw}/client_queries`, since, log),
    stageProducts(dependencies, run),
    findCategories(run, results),
  ]);
  return { product_records, activity_records, products, ...earlier };
}

/** The products at the moment when the run first looked: one that is continued goes on with the same. */
async function stageProducts(
  { client, names, hdfs, directories }: AnalyticsDependencies,
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
