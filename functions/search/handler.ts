import { randomUUID } from 'node:crypto';
import withMiddleware from '@middy/core';
import { kafkaConfig, opensearchConfig, runtimeApi } from '../config/environment.ts';
import { kafkaConnection } from '../kafka/connect.ts';
import { kafkaPublisher } from '../kafka/publish.ts';
import { afterAnswer } from '../lambda/after-answer.ts';
import { log } from '../logging/log.ts';
import { openSearchClient } from '../opensearch/client.ts';
import { indexNames } from '../opensearch/indices.ts';
import { measured } from '../http/measured.ts';
import { problemDetails } from '../http/problem-details.ts';
import { respond, type Searching } from './respond.ts';

const searching: Searching = {
  client: openSearchClient(opensearchConfig(), { requestTimeout: 3_000, maxRetries: 1 }),
  index: indexNames.filteredProducts,
  publisher: kafkaPublisher(kafkaConnection(kafkaConfig)),
  afterAnswer: await afterAnswer({ runtimeApi: runtimeApi(), log }),
  log,
  now: Date.now,
  newId: randomUUID,
};

/** GET /products and GET /products/{product_id}; searches ─▶ client_queries. */
export const handler = withMiddleware<unknown, Awaited<ReturnType<typeof respond>>>()
  .use({ after: searching.afterAnswer.answered, onError: searching.afterAnswer.answered })
  .use(measured(log))
  .use(problemDetails(log))
  .handler(async (event: unknown) => respond(searching, event));
