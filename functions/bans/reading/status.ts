import { sweepSchema, type Sweep } from '../../../modules/ban-sweeps/sweep.ts';
import { isInForce, validityOf } from '../../../modules/bans/in-force.ts';
import { onlyParameters } from '../../../modules/http/parameters.ts';
import { jsonResponse } from '../../../modules/http/response.ts';
import { currentList, withParameters, type Answer, type Answering } from '../answering.ts';
import { findDocuments } from '../../../modules/opensearch/find-documents.ts';
import { unreadableRules } from './rules.ts';

const shownDone = 10;
/** Far more than ever run at once. */
const shownRunning = 100;

/** GET /bans/status: the list as a whole, and what is being judged again. */
export const showStatus: Answer = withParameters(onlyParameters({}, 'the status'), async (answering) => {
  const { startedAt } = answering;
  const [{ version, rules }, running, done] = await Promise.all([
    currentList(answering),
    sweepsIn(answering, ['running', 'settling'], 'started_at', shownRunning),
    sweepsIn(answering, ['done'], 'finished_at', shownDone),
  ]);
  const standing = Array.from(rules.standing.values());
  return jsonResponse({
    list_version: version,
    rules: standing.length,
    in_force: standing.filter(({ rule }) => isInForce(validityOf(rule), startedAt)).length,
    unreadable: unreadableRules(rules),
    sweeps: [...running, ...done],
  });
});

async function sweepsIn(
  { client, names }: Answering,
  states: readonly Sweep['state'][],
  newestBy: 'started_at' | 'finished_at',
  size: number,
): Promise<readonly Sweep[]> {
  const body = { size, sort: [{ [newestBy]: 'desc' }], query: { terms: { state: states } } };
  return (await findDocuments(client, names.banSweeps, body, sweepSchema)).documents;
}
