import type { APIGatewayProxyResult } from 'aws-lambda';
import { invalidParameters } from '../../modules/http/problem.ts';
import { jsonResponse, problemResponse } from '../../modules/http/response.ts';
import type { Log } from '../../modules/logging/log.ts';
import { recommend, type RecommendDependencies } from './recommend.ts';
import { readRequest } from './request.ts';

/** What answering needs. */
export interface RecommendApiDependencies extends RecommendDependencies {
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Answers GET /recommendations/{user_id}?limit= with {user_id, items}. Throws what problem.ts makes a problem of. */
export async function respond(answering: RecommendApiDependencies, event: unknown): Promise<APIGatewayProxyResult> {
  const read = readRequest(event);
  if (!read.ok) return problemResponse(invalidParameters(read.errors));
  const { user_id, limit } = read.request;
  const startedAt = answering.now();
  const items = await recommend(answering, { userId: user_id, limit, now: startedAt });
  answering.log.info('recommended', { items: items.length, limit, duration_ms: answering.now() - startedAt });
  return jsonResponse({ user_id, items });
}
