import { banListReader } from '../../modules/ban-list/ban-list.ts';
import { kafkaConfig, opensearchConfig } from '../../modules/config/environment.ts';
import { kafkaConnection } from '../../modules/kafka/connect.ts';
import { kafkaPublisher } from '../../modules/kafka/publish.ts';
import { kafkaFunction } from '../../modules/lambda/kafka-function.ts';
import { log } from '../../modules/logging/log.ts';
import { openSearchClient } from '../../modules/opensearch/client.ts';
import { indexSink } from './sink.ts';

const client = openSearchClient(opensearchConfig(), { requestTimeout: 10_000, maxRetries: 0 });
const kafka = kafkaConnection(kafkaConfig);
const publisher = kafkaPublisher(kafka);
const bans = banListReader(kafka, log);

/**
 * filtered_products, client_queries and dead_letters ─▶ OpenSearch; what may have changed ─▶ catalog_changes, what an older ban list
 * decided ─▶ products, what cannot be indexed ─▶ dead_letters.
 */
export const handler = kafkaFunction(indexSink({ client, publisher, bans, now: Date.now }));
