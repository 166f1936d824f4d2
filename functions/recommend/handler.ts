import { opensearchConfig } from '../../modules/config/environment.ts';
import { apiFunction } from '../../modules/lambda/api-function.ts';
import { log } from '../../modules/logging/log.ts';
import { openSearchClient } from '../../modules/opensearch/client.ts';
import { indexNames } from '../../modules/opensearch/indices.ts';
import { respond, type RecommendApiDependencies } from './respond.ts';

const answering: RecommendApiDependencies = {
  client: openSearchClient(opensearchConfig(), { requestTimeout: 3_000, maxRetries: 1 }),
  indices: indexNames,
  log,
  now: Date.now,
};

/** GET /recommendations/{user_id}. */
export const handler = apiFunction((event) => respond(answering, event));
