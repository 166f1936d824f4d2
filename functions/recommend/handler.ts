import { randomUUID } from 'node:crypto';
import { kafkaConfig, opensearchConfig, recommendVariants, runtimeApi } from '../../modules/config/environment.ts';
import { kafkaConnection } from '../../modules/kafka/connect.ts';
import { kafkaPublisher } from '../../modules/kafka/publish.ts';
import { afterAnswer } from '../../modules/lambda/after-answer.ts';
import { apiFunction } from '../../modules/lambda/api-function.ts';
import { log } from '../../modules/logging/log.ts';
import { openSearchClient } from '../../modules/opensearch/client.ts';
import { indexNames } from '../../modules/opensearch/indices.ts';
import { respond, type RecommendApiDependencies } from './respond.ts';
import { variants } from './variant.ts';

const answering: RecommendApiDependencies = {
  client: openSearchClient(opensearchConfig(), { requestTimeout: 3_000, maxRetries: 1 }),
  indices: indexNames,
  publisher: kafkaPublisher(kafkaConnection(kafkaConfig)),
  afterAnswer: await afterAnswer({ runtimeApi: runtimeApi(), log }),
  log,
  variants: recommendVariants(variants),
  now: Date.now,
  newId: randomUUID,
};

/** GET /recommendations/{user_id}; what was shown ─▶ client_queries. */
export const handler = apiFunction((event) => respond(answering, event), {
  around: { after: answering.afterAnswer.answered, onError: answering.afterAnswer.answered },
});
