import { kafkaConfig, opensearchConfig } from '../../modules/config/environment.ts';
import { banListReader } from '../../modules/ban-list/ban-list.ts';
import { adminConnection } from '../../modules/kafka/admin-connection.ts';
import { kafkaConnection } from '../../modules/kafka/connect.ts';
import { kafkaPublisher } from '../../modules/kafka/publish.ts';
import { kafkaFunction, type KafkaHandler } from '../../modules/lambda/kafka-function.ts';
import { log } from '../../modules/logging/log.ts';
import { openSearchClient } from '../../modules/opensearch/client.ts';
import { indexNames } from '../../modules/opensearch/indices.ts';
import { followSweeps } from './follow.ts';
import { isSchedule } from './schedule.ts';
import { watchList } from './watch.ts';

const connect = kafkaConnection(kafkaConfig);
const dependencies = {
  client: openSearchClient(opensearchConfig(), { requestTimeout: 10_000, maxRetries: 0 }),
  names: indexNames,
  publisher: kafkaPublisher(connect),
  bans: banListReader(connect, log),
  kafka: adminConnection(connect, new Set(['products', 'filtered_products'])),
  now: Date.now,
  pace: { maxRate: 1_000, lookMs: 2_000, patienceMs: 3_000 },
  log,
};
const follow = kafkaFunction(followSweeps(dependencies));
const watch = watchList(dependencies);

/**
 * banned_products ─▶ what a change of the ban list touches ─▶ products, to be judged again; ban_sweeps has it go on from step to
 * step. Every minute the same for rules whose time has come.
 */
export const handler: KafkaHandler = Object.assign((event: unknown) => (isSchedule(event) ? watch() : follow(event)), {
  takesBytes: true as const,
});
