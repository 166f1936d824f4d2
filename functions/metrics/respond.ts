import type { APIGatewayProxyResult } from 'aws-lambda';
import { problemResponse } from '../../modules/http/response.ts';
import type { Log } from '../../modules/logging/log.ts';
import { isAuthorized } from './authorize.ts';
import { collect, type Reading } from './collect.ts';
import { exposition } from './exposition.ts';

export interface MetricsDependencies {
  /** The key that a scraper must show. */
  readonly key: () => Promise<string>;
  readonly readings: readonly Reading[];
  /** Milliseconds that each reading may take: all are done at once, and Prometheus wants an answer within a second. */
  readonly timeoutMs: number;
  readonly log: Log;
}

const unauthorized = {
  status: 401,
  title: 'Unauthorized',
  detail: 'This path needs the header Authorization: Bearer and the key of metrics.',
};

/** Answers GET /metrics in Prometheus's text format, also when systems are down. Throws secret_unavailable. */
export async function respond(measuring: MetricsDependencies, event: unknown): Promise<APIGatewayProxyResult> {
  const { key, readings, timeoutMs, log } = measuring;
  if (!isAuthorized(event, await key())) {
    const refusal = problemResponse(unauthorized);
    return { ...refusal, headers: { ...refusal.headers, 'www-authenticate': 'Bearer' } };
  }
  const { contentType, body } = await exposition(await collect(readings, { timeoutMs, log }));
  return { statusCode: 200, headers: { 'content-type': contentType, 'cache-control': 'no-store' }, body };
}
