import { randomUUID } from 'node:crypto';
import { kafkaConfig, opensearchConfig, runtimeApi } from '../../modules/config/environment.ts';
import { apiFunction } from '../../modules/lambda/api-function.ts';
import { kafkaConnection } from '../../modules/kafka/connect.ts';
import { kafkaPublisher } from '../../modules/kafka/publish.ts';
import { afterAnswer } from '../../modules/lambda/after-answer.ts';
import { log } from '../../modules/logging/log.ts';
import { openSearchClient } from '../../modules/opensearch/client.ts';
import { indexNames } from '../../modules/opensearch/indices.ts';
import { keptPopular, readPopular } from './popular.ts';
import { respond, type SearchDependencies } from './respond.ts';

const client = openSearchClient(opensearchConfig(), { requestTimeout: 3_000, maxRetries: 1 });
const searching: SearchDependencies = {
  client,
  index: indexNames.filteredProducts,
  products: indexNames.products,
  popular: keptPopular(() => readPopular(client, indexNames.popularProducts), Date.now),
  publisher: kafkaPublisher(kafkaConnection(kafkaConfig)),
  afterAnswer: await afterAnswer({ runtimeApi: runtimeApi(), log }),
  log,
  now: Date.now,
  newId: randomUUID,
};

/** GET /products, /products/{product_id}, /products/{product_id}/similar and /suggest; searches ─▶ client_queries. */
export const handler = apiFunction((event) => respond(searching, event), {
  around: { after: searching.afterAnswer.answered, onError: searching.afterAnswer.answered },
});
