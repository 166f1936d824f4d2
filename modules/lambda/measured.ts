import type { MiddlewareObj, Request } from '@middy/core';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { embedded } from '../emf/embedded.ts';
import type { Log } from '../logging/log.ts';

const classes = [2, 3, 4, 5] as const;

/** Middleware: logs a line for each answer, which is its metrics in CloudWatch, too. */
export function measured(log: Log): MiddlewareObj<unknown, APIGatewayProxyResult> {
  const begun = new WeakMap<object, number>();
  const answered = (request: Request<unknown, APIGatewayProxyResult>): void => {
    const status = request.response?.statusCode ?? 500;
    const duration = performance.now() - (begun.get(request) ?? performance.now());
    log.info(
      'request answered',
      embedded({
        counts: {
          answers: 1,
          ...Object.fromEntries(classes.map((own) => [`answers_${own}xx`, Math.floor(status / 100) === own ? 1 : 0])),
        },
        milliseconds: { duration_ms: Math.round(duration) },
      }),
    );
  };
  return {
    before: (request) => void begun.set(request, performance.now()),
    after: answered,
    onError: answered,
  };
}
