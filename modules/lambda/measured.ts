import type { MiddlewareObj, Request } from '@middy/core';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { embedded } from '../emf/embedded.ts';
import type { Log } from '../logging/log.ts';

/** Middleware: logs one line for each answer, which is its metrics in CloudWatch, too. */
export function measured(log: Log): MiddlewareObj<unknown, APIGatewayProxyResult> {
  const startedAt = new WeakMap<object, number>();
  const answered = (request: Request<unknown, APIGatewayProxyResult>): void => {
    const now = performance.now();
    const duration = now - (startedAt.get(request) ?? now);
    log.info('request answered', answerMetrics(request.response?.statusCode ?? 500, Math.round(duration)));
  };
  return {
    before: (request) => void startedAt.set(request, performance.now()),
    after: answered,
    onError: answered,
  };
}

/** Classes of statuses, by their first digit. */
const classes = [2, 3, 4, 5];

/** Every class is counted, also by 0: shares are made of them. */
const answerMetrics = (status: number, duration: number) =>
  embedded({
    counts: {
      answers: 1,
      ...Object.fromEntries(classes.map((own) => [`answers_${own}xx`, Math.floor(status / 100) === own ? 1 : 0])),
    },
    milliseconds: { duration_ms: duration },
  });
