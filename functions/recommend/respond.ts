import type { APIGatewayProxyResult } from 'aws-lambda';
import { invalidParameters } from '../../modules/http/problem.ts';
import { jsonResponse, problemResponse } from '../../modules/http/response.ts';
import type { Publisher } from '../../modules/kafka/record.ts';
import type { AfterAnswer } from '../../modules/lambda/after-answer.ts';
import type { Log } from '../../modules/logging/log.ts';
import type { RecommendAnswer } from './answer.ts';
import { queryRecord } from './query-record.ts';
import { recommend, type RecommendDependencies } from './recommend.ts';
import { readRequest } from './request.ts';
import { variantOf, type Variant } from './variant.ts';

/** What answering needs. */
export interface RecommendApiDependencies extends RecommendDependencies {
  readonly publisher: Publisher;
  readonly afterAnswer: AfterAnswer;
  readonly log: Log;
  /** The ways to rank that run side by side. */
  readonly variants: readonly [Variant, ...Variant[]];
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly newId: () => string;
}

/** Answers GET /recommendations/{user_id}?limit=. Throws what problem.ts makes a problem of. */
export async function respond(answering: RecommendApiDependencies, event: unknown): Promise<APIGatewayProxyResult> {
  const { publisher, afterAnswer, log, variants, now, newId } = answering;
  const read = readRequest(event);
  if (!read.ok) return problemResponse(invalidParameters(read.errors));
  const { user_id, limit } = read.request;
  const startedAt = now();
  const variant = variantOf(user_id, variants);
  const items = await recommend(answering, { userId: user_id, limit, now: startedAt, variant });
  const answer: RecommendAnswer = { user_id, query_id: newId(), variant, items };
  afterAnswer.run(() => publisher.publish([queryRecord(answer, newId(), startedAt)]));
  log.info('recommended', { items: items.length, limit, variant, duration_ms: now() - startedAt });
  return jsonResponse(answer);
}
