import { kafkaConfig, opensearchConfig } from '../../modules/config/environment.ts';
import { kafkaConnection } from '../../modules/kafka/connect.ts';
import { kafkaPublisher } from '../../modules/kafka/publish.ts';
import { kafkaFunction } from '../../modules/lambda/kafka-function.ts';
import { openSearchClient } from '../../modules/opensearch/client.ts';
import { indexSink } from './sink.ts';

const client = openSearchClient(opensearchConfig(), { requestTimeout: 10_000, maxRetries: 0 });
const publisher = kafkaPublisher(kafkaConnection(kafkaConfig));

/** filtered_products, rejected_products and client_queries ─▶ OpenSearch, what cannot be indexed ─▶ dead_letters. */
export const handler = kafkaFunction(indexSink(client, publisher));
