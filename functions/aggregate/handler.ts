import { kafkaConfig, opensearchConfig } from '../../modules/config/environment.ts';
import { kafkaConnection } from '../../modules/kafka/connect.ts';
import { kafkaPublisher } from '../../modules/kafka/publish.ts';
import { kafkaFunction } from '../../modules/lambda/kafka-function.ts';
import { openSearchClient } from '../../modules/opensearch/client.ts';
import { indexNames } from '../../modules/opensearch/indices.ts';
import { aggregateChanges } from './aggregate.ts';

const client = openSearchClient(opensearchConfig(), { requestTimeout: 10_000, maxRetries: 0 });
const publisher = kafkaPublisher(kafkaConnection(kafkaConfig));

/** catalog_changes ─▶ statistics of the categories that are named ─▶ category_stats, topic and index. */
export const handler = kafkaFunction(aggregateChanges({ client, publisher, names: indexNames, now: Date.now }));
