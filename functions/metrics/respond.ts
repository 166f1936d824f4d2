import type { APIGatewayProxyResult } from 'aws-lambda';
import { bearerOf, unauthorized } from '../../modules/http/bearer.ts';
import type { Log } from '../../modules/logging/log.ts';
import { collect, type Reading } from './collect.ts';
import { exposition } from './exposition.ts';

export interface MetricsDependencies {
  /** The key that a scraper must show. */
  readonly key: () => Promise<{ readonly key: string }>;
  readonly readings: readonly Reading[];
  /** Milliseconds that each reading may take: all are done at once, and Prometheus wants an answer within a second. */
  readonly timeoutMs: number;
  readonly log: Log;
}

/** Answers GET /metrics in Prometheus's text format, also when systems are down. Throws secret_unavailable. */
export async function respond(measuring: MetricsDependencies, event: unknown): Promise<APIGatewayProxyResult> {
  const { key, readings, timeoutMs, log } = measuring;
  if (bearerOf(event, await key()) === undefined) return unauthorized('the key of metrics');
  const { contentType, body } = await exposition(await collect(readings, { timeoutMs, log }));
  return { statusCode: 200, headers: { 'content-type': contentType, 'cache-control': 'no-store' }, body };
}
