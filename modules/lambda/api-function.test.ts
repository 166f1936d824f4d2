import type { APIGatewayProxyResult } from 'aws-lambda';
import { expect, test } from 'vitest';
import { PlatformError } from '../errors/platform-error.ts';
import { jsonLog } from '../logging/log.ts';
import { apiFunction } from './api-function.ts';
import { jsonResponse } from '../http/response.ts';

async function call(respond: () => APIGatewayProxyResult): Promise<unknown> {
  const lines: string[] = [];
  const log = jsonLog((line) => void lines.push(line));
  const handler = apiFunction(async () => respond(), { log });
  await handler({}, {} as never);
  return JSON.parse(lines.at(-1) ?? '');
}

const fail = (): never => {
  throw new PlatformError('opensearch_unavailable', 'cannot search');
};

test('an answer is one line that counts it by its status', async () => {
  expect(await call(() => jsonResponse({}, 202))).toMatchObject({
    message: 'request answered',
    answers: 1,
    answers_2xx: 1,
    answers_5xx: 0,
    duration_ms: expect.any(Number),
    _aws: { CloudWatchMetrics: [{ Namespace: 'Marketplace', Dimensions: [['service']] }] },
  });
});

test('an error counts as the answer that it became', async () => {
  expect(await call(fail)).toMatchObject({ answers: 1, answers_2xx: 0, answers_5xx: 1 });
});
