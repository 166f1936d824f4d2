import withMiddleware, { type MiddlewareObj, type MiddyfiedHandler } from '@middy/core';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { log as functionLog, type Log } from '../logging/log.ts';
import { allowedOrigins } from '../config/environment.ts';
import { unreadableAddress } from '../http/readable.ts';
import { problemResponse } from '../http/response.ts';
import { measured } from './measured.ts';
import { overHttp } from './over-http.ts';
import { problemDetails } from './problem-details.ts';

interface ApiFunctionOptions {
  /** What is told of every answer after it was made. */
  readonly around?: MiddlewareObj<unknown, APIGatewayProxyResult>;
  readonly log?: Log;
  /** Whose pages may read the answers in a browser. */
  readonly origins?: readonly string[];
}

/** A Lambda handler for a REST API. It logs one line for each answer, and answers what is thrown as a problem. */
export const apiFunction = (
  respond: (event: unknown) => Promise<APIGatewayProxyResult>,
  { around, log = functionLog, origins = allowedOrigins() }: ApiFunctionOptions = {},
): MiddyfiedHandler<unknown, APIGatewayProxyResult> =>
  withMiddleware<unknown, APIGatewayProxyResult>()
    .use(around === undefined ? [] : [around])
    // Before the one that answers errors, so that it counts what they became.
    .use(measured(log))
    .use(overHttp(origins))
    .use(problemDetails(log))
    .handler(async (event: unknown) => {
      const unreadable = unreadableAddress(event);
      return unreadable === undefined ? respond(event) : problemResponse(unreadable);
    });
