import { randomUUID } from 'node:crypto';
import { kafkaConfig, opensearchConfig } from '../../modules/config/environment.ts';
import { apiFunction } from '../../modules/lambda/api-function.ts';
import { kafkaConnection } from '../../modules/kafka/connect.ts';
import { kafkaPublisher } from '../../modules/kafka/publish.ts';
import { log } from '../../modules/logging/log.ts';
import { openSearchClient } from '../../modules/opensearch/client.ts';
import { indexNames } from '../../modules/opensearch/indices.ts';
import { respond, type EventsDependencies } from './respond.ts';

const taking: EventsDependencies = {
  client: openSearchClient(opensearchConfig(), { requestTimeout: 1_000, maxRetries: 1 }),
  index: indexNames.products,
  publisher: kafkaPublisher(kafkaConnection(kafkaConfig)),
  log,
  now: Date.now,
  newId: randomUUID,
  acknowledgeTimeoutMs: 8_000,
};

/** POST /events ─▶ client_queries. */
export const handler = apiFunction((event) => respond(taking, event));
