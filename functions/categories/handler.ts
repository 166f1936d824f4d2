import withMiddleware from '@middy/core';
import { opensearchConfig } from '../config/environment.ts';
import { measured } from '../http/measured.ts';
import { problemDetails } from '../http/problem-details.ts';
import { log } from '../logging/log.ts';
import { openSearchClient } from '../opensearch/client.ts';
import { indexNames } from '../opensearch/indices.ts';
import { respond } from './respond.ts';

const client = openSearchClient(opensearchConfig(), { requestTimeout: 3_000, maxRetries: 1 });

/** GET /categories and GET /categories/{category}. */
export const handler = withMiddleware<unknown, Awaited<ReturnType<typeof respond>>>()
  .use(measured(log))
  .use(problemDetails(log))
  .handler(async (event: unknown) => respond({ client, index: indexNames.categoryStats }, event));
