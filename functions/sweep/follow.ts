import pLimit from 'p-limit';
import { isOfCatalogue, type Sweep } from '../../modules/ban-sweeps/sweep.ts';
import { deadLetter } from '../../modules/kafka/dead-letter.ts';
import type { KafkaStep } from '../../modules/lambda/kafka-function.ts';
import { withIndices } from '../../modules/opensearch/with-indices.ts';
import { advance, type Advanced, type SweepDependencies } from './advance.ts';
import { takeOver } from './begin.ts';
import { readOfCatalogue, readSteps } from './kept.ts';
import { readSweeps } from './read-sweeps.ts';

/** Steps of a batch that are done side by side. */
const sideBySide = 4;

/** Begins a sweep for what changes the ban list, and takes those further whose next step comes. */
export function followSweeps(dependencies: SweepDependencies): KafkaStep {
  const { client, names, publisher, now, pace } = dependencies;
  const inIndices = withIndices(client, names);
  return async (records) => {
    return inIndices(async () => {
      const { begun, goingOn, unreadable } = readSweeps(records, { at: now(), maxRate: pace.maxRate });
      const steps = await takeSteps(dependencies, [...(await withEarlier(dependencies, begun)), ...goingOn]);
      await publisher.publish(unreadable.map(({ record, reason }) => deadLetter(record, 'sweep', reason)));
      return {
        steps: steps.length,
        sweeps_done: steps.filter(({ sweep }) => sweep.state === 'done').length,
        looked_at: steps.reduce((sum, step) => sum + step.looked_at, 0),
        judged_again: steps.reduce((sum, step) => sum + step.judged_again, 0),
        dead_lettered: unreadable.length,
      };
    });
  };
}

/**
 * A sweep of the whole catalogue takes over what it finds under way: it is also about their changes, and goes on where the
 * latest of them is, so that changes that follow each other quickly put off nothing.
 */
async function withEarlier(dependencies: SweepDependencies, sweeps: readonly Sweep[]): Promise<Sweep[]> {
  if (!sweeps.some((sweep) => isOfCatalogue(sweep))) return [...sweeps];
  const earlier = await readOfCatalogue(dependencies);
  return sweeps.map((sweep) => (isOfCatalogue(sweep) ? takeOver(sweep, earlier) : sweep));
}

/** Takes each step that was not taken yet; a step may come twice. Throws when one fails, after all have ended. */
async function takeSteps(dependencies: SweepDependencies, sweeps: readonly Sweep[]): Promise<Advanced[]> {
  const single = [...new Map(sweeps.map((sweep) => [`${sweep.sweep_id} ${sweep.step}`, sweep])).values()];
  const known = await readSteps(
    dependencies,
    single.map(({ sweep_id }) => sweep_id),
  );
  const due = single.filter(({ sweep_id, step }) => (known.get(sweep_id) ?? 0) <= step);
  const limit = pLimit(sideBySide);
  const outcomes = await Promise.allSettled(due.map((sweep) => limit(() => advance(dependencies, sweep))));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
}
