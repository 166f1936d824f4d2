import { opensearchConfig } from '../../modules/config/environment.ts';
import { apiFunction } from '../../modules/lambda/api-function.ts';
import { openSearchClient } from '../../modules/opensearch/client.ts';
import { indexNames } from '../../modules/opensearch/indices.ts';
import { respond } from './respond.ts';

const client = openSearchClient(opensearchConfig(), { requestTimeout: 3_000, maxRetries: 1 });

/** GET /categories and GET /categories/{category}. */
export const handler = apiFunction((event) => respond({ client, index: indexNames.categoryStats }, event));
