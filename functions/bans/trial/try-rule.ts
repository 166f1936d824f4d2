import { issuesOf } from '../../../modules/errors/schema.ts';
import { onlyParameters } from '../../../modules/http/parameters.ts';
import { invalidParameters } from '../../../modules/http/problem.ts';
import { jsonResponse, problemResponse } from '../../../modules/http/response.ts';
import { currentList, withParameters, type Answer } from '../answering.ts';
import { invalidFields, maxRuleBytes, readObject } from '../request.ts';
import { nonsenseOf, readRule, splitRule } from '../rule/new-rule.ts';
import { madeUpId } from '../rule/rule-id.ts';
import { seedOf, shareOf } from './share.ts';
import { runTrial } from './trial.ts';

/** Milliseconds since a request began in which everything has been looked at. */
const tryWithinMs = 7_000;

/** POST /bans/test: what a rule would do. Saves nothing; a rule may leave out its id and its reason. */
export const tryRule: Answer = withParameters(onlyParameters({}, 'a trial'), async (answering, request) => {
  const body = readObject(request, maxRuleBytes);
  if (!body.ok) return problemResponse(body.problem);
  const { startedAt, newId } = answering;
  const read = readRule({ rule_id: madeUpId(newId()), reason: 'trial', ...splitRule(body.content).rule });
  const issues = read.ok ? nonsenseOf(read.value) : issuesOf(read);
  if (!read.ok || issues.length > 0) return problemResponse(invalidParameters(invalidFields(issues)));
  const bounds = { until: startedAt + tryWithinMs, seed: seedOf(newId()) };
  const trial = await runTrial(answering, read.value, await currentList(answering), bounds);
  const { catalogue, matches, rejects, lifts, is_estimate, examples } = trial;
  return jsonResponse({ catalogue, matches, share: shareOf(trial).share, rejects, lifts, is_estimate, examples });
});
