import { z } from 'zod';
import { kafkaConfig, opensearchConfig, shopKeysSecret } from '../../modules/config/environment.ts';
import { kafkaConnection } from '../../modules/kafka/connect.ts';
import { kafkaPublisher } from '../../modules/kafka/publish.ts';
import { apiFunction } from '../../modules/lambda/api-function.ts';
import { log } from '../../modules/logging/log.ts';
import { openSearchClient } from '../../modules/opensearch/client.ts';
import { indexNames } from '../../modules/opensearch/indices.ts';
import { keptSecret } from '../../modules/secrets/kept-secret.ts';
import { respond, type IntakeDependencies } from './respond.ts';

const dependencies: IntakeDependencies = {
  keys: keptSecret(shopKeysSecret(), z.record(z.string(), z.string())),
  publisher: kafkaPublisher(kafkaConnection(kafkaConfig)),
  client: openSearchClient(opensearchConfig(), { requestTimeout: 4_000, maxRetries: 1 }),
  names: indexNames,
  log,
  now: Date.now,
  acknowledgeTimeoutMs: 8_000,
};

/** For shops: POST /products ─▶ products; GET /dead-letters ◀─ OpenSearch. */
export const handler = apiFunction((event) => respond(dependencies, event));
