import { randomUUID } from 'node:crypto';
import { kafkaConfig, opensearchConfig } from '../config/environment.ts';
import { apiFunction } from '../http/api-function.ts';
import { kafkaConnection } from '../kafka/connect.ts';
import { kafkaPublisher } from '../kafka/publish.ts';
import { log } from '../logging/log.ts';
import { openSearchClient } from '../opensearch/client.ts';
import { indexNames } from '../opensearch/indices.ts';
import { respond, type Taking } from './respond.ts';

const taking: Taking = {
  client: openSearchClient(opensearchConfig(), { requestTimeout: 1_000, maxRetries: 1 }),
  index: indexNames.filteredProducts,
  publisher: kafkaPublisher(kafkaConnection(kafkaConfig)),
  log,
  now: Date.now,
  newId: randomUUID,
  acknowledgeWithin: 8_000,
};

/** POST /events ─▶ client_queries. */
export const handler = apiFunction((event) => respond(taking, event));
