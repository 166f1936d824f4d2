import { kafkaConfig, opensearchConfig } from '../../modules/config/environment.ts';
import { kafkaConnection } from '../../modules/kafka/connect.ts';
import { kafkaPublisher } from '../../modules/kafka/publish.ts';
import { kafkaFunction } from '../../modules/lambda/kafka-function.ts';
import { openSearchClient } from '../../modules/opensearch/client.ts';
import { indexNames } from '../../modules/opensearch/indices.ts';
import { auditChanges } from './audit.ts';

const client = openSearchClient(opensearchConfig(), { requestTimeout: 10_000, maxRetries: 0 });
const publisher = kafkaPublisher(kafkaConnection(kafkaConfig));

/** banned_products ─▶ ban_history, topic and index; what cannot be read as a rule ─▶ dead_letters, too. */
export const handler = kafkaFunction(auditChanges({ client, publisher, names: indexNames }));
