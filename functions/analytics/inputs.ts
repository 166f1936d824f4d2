import { listIfThere } from '../../modules/webhdfs/if-there.ts';
import type { Job } from './engine.ts';
import type { AnalyticsParts, CurrentRun } from './parts.ts';
import { stagingOf } from './places.ts';
import { exportProducts } from './products.ts';
import { findRawFiles } from './raw-files.ts';
import { runNearest, type Results } from './results.ts';

const week = 7 * 86_400_000;

/** The files that a run reads. */
export async function findInputs(parts: AnalyticsParts, run: CurrentRun, results: Results): Promise<Job['inputs']> {
  const { hdfs, places, window, log } = parts;
  const since = run.now - window;
  const [product_records, activity_records, products, earlier] = await Promise.all([
    findRawFiles(hdfs, `${places.raw}/products`, since, log),
    findRawFiles(hdfs, `${places.raw}/client_queries`, since, log),
    stageProducts(parts, run),
    findCategories(run, results),
  ]);
  return { product_records, activity_records, products, ...earlier };
}

/** The products at the moment when the run first looked: one that is continued goes on with the same. */
async function stageProducts(
  { client, names, hdfs, places }: AnalyticsParts,
  { runId }: CurrentRun,
): Promise<string[]> {
  const directory = `${stagingOf(places, runId)}/products`;
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
