import { kafkaConfig, opensearchConfig } from '../config/environment.ts';
import { kafkaConnection } from '../kafka/connect.ts';
import { kafkaPublisher } from '../kafka/publish.ts';
import { kafkaFunction } from '../lambda/kafka-function.ts';
import { openSearchClient } from '../opensearch/client.ts';
import { indexNames } from '../opensearch/indices.ts';
import { aggregateChanges } from './aggregate.ts';

const client = openSearchClient(opensearchConfig(), { requestTimeout: 10_000, maxRetries: 0 });
const publisher = kafkaPublisher(kafkaConnection(kafkaConfig));

/** catalog_changes ─▶ figures of the categories that are named ─▶ category_stats, topic and index. */
export const handler = kafkaFunction(aggregateChanges({ client, publisher, names: indexNames, now: Date.now }));
