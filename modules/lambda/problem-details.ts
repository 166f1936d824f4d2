import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Log } from '../logging/log.ts';
import { problemOf } from '../http/problem.ts';
import { problemResponse } from '../http/response.ts';

/** Middleware: whatever is thrown is logged in full, and answered as a problem that tells nothing of what is inside. */
export const problemDetails = (log: Log): MiddlewareObj<unknown, APIGatewayProxyResult> => ({
  onError(request) {
    log.error('request failed', request.error);
    request.response = problemResponse(problemOf(request.error));
  },
});
