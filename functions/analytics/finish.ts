import { listIfThere } from '../../modules/webhdfs/if-there.ts';
import { forgetDays } from './days/day-parts.ts';
import type { RunDependencies } from './dependencies.ts';
import { stagingOf } from './directories.ts';
import type { JobReport } from './engine.ts';
import { forgetActivity, forgetLetters, forgetWithdrawn } from './forget.ts';
import { locksDirectory } from './lease.ts';
import type { RunLock } from './lock.ts';
import { neighboursStep } from './neighbours/step.ts';
import { announceCategories } from './publish/announce.ts';
import type { Published } from './publish/publish.ts';
import { publishedRun, publishRun } from './publish/run.ts';
import { resultNames } from './queries.ts';
import type { Results } from './results.ts';

const day = 86_400_000;

/** What a run has computed and published. */
export interface FinishedRun extends Published, Omit<JobReport, 'seconds'> {
  /** Categories whose live figures are computed anew. */
  readonly announced: number;
}

/** What comes when everything is computed: shows and publishes it, and removes what nobody needs any more. */
export async function finishRun(
  dependencies: RunDependencies,
  lock: RunLock,
  results: Results,
  computed: Omit<JobReport, 'seconds'>,
): Promise<FinishedRun> {
  const { client, publisher, names, now } = dependencies;
  await lock.check();
  const neighbours = await neighboursStep(dependencies, lock, results);
  await lock.check();
  for (const result of resultNames) await results.point(result, lock.runId);
  const published = await publishRun(dependencies, lock, results);
  const announced = await announceCategories(client, [names.filteredProducts, names.categoryStats], publisher, now());
  await forgetWithdrawn(client, names.products, now());
  await forgetActivity(client, names.clientQueries, now());
  await forgetLetters(client, names.deadLetters, now());
  await clean(dependencies, lock, results);
  const { days, preparations } = computed;
  const analyses = [...computed.analyses, ...(neighbours === undefined ? [] : [neighbours])];
  return { days, preparations, analyses, ...published, announced };
}

/** Removes old results, what this run has staged, and what failed runs left in staging more than a day ago. */
async function clean(dependencies: RunDependencies, { runId, now }: RunLock, results: Results): Promise<void> {
  const { hdfs, directories, window } = dependencies;
  const published = (await publishedRun(dependencies)) ?? runId;
  for (const result of resultNames) await results.prune(result, now, [runId, published]);
  await forgetDays({ hdfs, directories, since: now - window });
  await hdfs.delete(stagingOf(directories, runId), { recursive: true });
  const left = [
    ...(await listIfThere(hdfs, directories.staging)),
    ...(await listIfThere(hdfs, locksDirectory(directories))),
  ];
  for (const { path, modificationTime } of left)
    if (modificationTime < now - day && !path.endsWith('/locks')) await hdfs.delete(path, { recursive: true });
}
