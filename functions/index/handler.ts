import { kafkaConfig, opensearchConfig } from '../config/environment.ts';
import { kafkaConnection } from '../kafka/connect.ts';
import { kafkaPublisher } from '../kafka/publish.ts';
import { kafkaFunction } from '../lambda/kafka-function.ts';
import { openSearchClient } from '../opensearch/client.ts';
import { indexSink } from './sink.ts';

const client = openSearchClient(opensearchConfig(), { requestTimeout: 10_000, maxRetries: 0 });
const publisher = kafkaPublisher(kafkaConnection(kafkaConfig));

/** filtered_products, rejected_products and client_queries ─▶ OpenSearch, what cannot be indexed ─▶ dead_letters. */
export const handler = kafkaFunction(indexSink(client, publisher));
