import type { APIGatewayProxyResult } from 'aws-lambda';
import { bearerOf, unauthorized } from '../../modules/http/bearer.ts';
import { methodNotAllowed, notFound } from '../../modules/http/problem.ts';
import { problemResponse } from '../../modules/http/response.ts';
import type { Answer, BansDependencies } from './answering.ts';
import { addRule } from './change/add.ts';
import { editRule } from './change/edit.ts';
import { importRules } from './change/import.ts';
import { removeRule } from './change/remove.ts';
import { listRules, showRule } from './reading/rules.ts';
import { listChanges } from './reading/history.ts';
import { listRejected } from './reading/rejected.ts';
import { showStatus } from './reading/status.ts';
import { showSweep } from './reading/sweep.ts';
import { readRequest, type BansRequest } from './request.ts';
import { isReserved } from './rule/rule-id.ts';
import { tryRule } from './trial/try-rule.ts';

const answers = new Map<string, Answer>([
  ['GET /bans', listRules],
  ['POST /bans', addRule],
  ['POST /bans/import', importRules],
  ['POST /bans/test', tryRule],
  ['GET /bans/status', showStatus],
  ['GET /bans/history', listChanges],
  ['GET /rejected', listRejected],
]);

const ofRules = new Map<string, Answer>([
  ['GET', showRule],
  ['PATCH', editRule],
  ['DELETE', removeRule],
]);

/** Answers moderators who show their key. Throws what problem.ts makes a problem of. */
export async function respond(dependencies: BansDependencies, event: unknown): Promise<APIGatewayProxyResult> {
  const startedAt = dependencies.now();
  const moderator = bearerOf(event, await dependencies.keys());
  if (moderator === undefined) return unauthorized('the key of a moderator');
  const request = readRequest(event);
  const answer = answerTo(request);
  return answer === undefined ? refusal(request) : answer({ ...dependencies, moderator, startedAt }, request);
}

/** Words of the API stand where ids of rules do: API Gateway cannot tell which methods they have. */
function refusal({ path, below }: BansRequest): APIGatewayProxyResult {
  const [method = ''] = path.split(' ', 1);
  const address = path.slice(method.length + 1);
  const methods = ['GET', 'POST', 'PATCH', 'DELETE'].filter(
    (other) => other !== method && answerTo({ path: `${other} ${address}`, below }) !== undefined,
  );
  return problemResponse(methods.length === 0 ? notFound(`There is no ${address}.`) : methodNotAllowed(methods));
}

function answerTo({ path, below }: Pick<BansRequest, 'path' | 'below'>): Answer | undefined {
  const answer = answers.get(path);
  if (answer !== undefined || below === '') return answer;
  if (path.startsWith('GET /bans/sweeps/')) return showSweep;
  return isReserved(below) ? undefined : ofRules.get(path.slice(0, path.indexOf(' ')));
}
