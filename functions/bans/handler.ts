import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { banListReader } from '../../modules/ban-list/ban-list.ts';
import { kafkaConfig, moderatorKeysSecret, opensearchConfig } from '../../modules/config/environment.ts';
import { kafkaConnection } from '../../modules/kafka/connect.ts';
import { kafkaPublisher } from '../../modules/kafka/publish.ts';
import { apiFunction } from '../../modules/lambda/api-function.ts';
import { log } from '../../modules/logging/log.ts';
import { openSearchClient } from '../../modules/opensearch/client.ts';
import { indexNames } from '../../modules/opensearch/indices.ts';
import { keptSecret } from '../../modules/secrets/kept-secret.ts';
import type { BansDependencies } from './answering.ts';
import { respond } from './respond.ts';

const connect = kafkaConnection(kafkaConfig);
const dependencies: BansDependencies = {
  keys: keptSecret(moderatorKeysSecret(), z.record(z.string(), z.string())),
  bans: banListReader(connect, log),
  publisher: kafkaPublisher(connect),
  client: openSearchClient(opensearchConfig(), { requestTimeout: 4_000, maxRetries: 1 }),
  names: indexNames,
  log,
  now: Date.now,
  newId: randomUUID,
};

/** The ban list for moderators: /bans and /rejected; changes ─▶ banned_products. */
export const handler = apiFunction((event) => respond(dependencies, event));
