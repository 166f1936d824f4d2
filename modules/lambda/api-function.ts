import withMiddleware, { type MiddlewareObj, type MiddyfiedHandler } from '@middy/core';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { log as functionLog, type Log } from '../logging/log.ts';
import { measured } from './measured.ts';
import { problemDetails } from './problem-details.ts';

interface ApiFunctionOptions {
  /** What is told of every answer after it was made. */
  readonly around?: MiddlewareObj<unknown, APIGatewayProxyResult>;
  readonly log?: Log;
}

/** A Lambda handler for a REST API. It logs one line for each answer, and answers what is thrown as a problem. */
export const apiFunction = (
  respond: (event: unknown) => Promise<APIGatewayProxyResult>,
  { around, log = functionLog }: ApiFunctionOptions = {},
): MiddyfiedHandler<unknown, APIGatewayProxyResult> =>
  withMiddleware<unknown, APIGatewayProxyResult>()
    .use(around === undefined ? [] : [around])
    // Before the one that answers errors, so that it counts what they became.
    .use(measured(log))
    .use(problemDetails(log))
    .handler(async (event: unknown) => respond(event));
