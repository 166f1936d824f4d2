import withMiddleware from '@middy/core';
import { opensearchConfig } from '../config/environment.ts';
import { measured } from '../http/measured.ts';
import { problemDetails } from '../http/problem-details.ts';
import { log } from '../logging/log.ts';
import { openSearchClient } from '../opensearch/client.ts';
import { indexNames } from '../opensearch/indices.ts';
import { respond, type Answering } from './respond.ts';

const answering: Answering = {
  client: openSearchClient(opensearchConfig(), { requestTimeout: 3_000, maxRetries: 1 }),
  indices: indexNames,
  log,
  now: Date.now,
};

/** GET /recommendations/{user_id}. */
export const handler = withMiddleware<unknown, Awaited<ReturnType<typeof respond>>>()
  .use(measured(log))
  .use(problemDetails(log))
  .handler(async (event: unknown) => respond(answering, event));
