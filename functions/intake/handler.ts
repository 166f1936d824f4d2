import { z } from 'zod';
import { kafkaConfig, shopKeysSecret } from '../../modules/config/environment.ts';
import { kafkaConnection } from '../../modules/kafka/connect.ts';
import { kafkaPublisher } from '../../modules/kafka/publish.ts';
import { apiFunction } from '../../modules/lambda/api-function.ts';
import { log } from '../../modules/logging/log.ts';
import { keptSecret } from '../../modules/secrets/kept-secret.ts';
import { respond, type IntakeDependencies } from './respond.ts';

const taking: IntakeDependencies = {
  keys: keptSecret(shopKeysSecret(), z.record(z.string(), z.string())),
  publisher: kafkaPublisher(kafkaConnection(kafkaConfig)),
  log,
  now: Date.now,
  acknowledgeTimeoutMs: 8_000,
};

/** POST /products ─▶ products. */
export const handler = apiFunction((event) => respond(taking, event));
