import { tmpdir } from 'node:os';
import { hdfsConfig, kafkaConfig, opensearchConfig } from '../../modules/config/environment.ts';
import { kafkaConnection } from '../../modules/kafka/connect.ts';
import { kafkaPublisher } from '../../modules/kafka/publish.ts';
import { log } from '../../modules/logging/log.ts';
import { openSearchClient } from '../../modules/opensearch/client.ts';
import { webHdfsClient } from '../../modules/webhdfs/client.ts';
import { chooseEngine } from './choose-engine.ts';
import type { AnalyticsDependencies } from './dependencies.ts';
import { runAnalytics } from './run.ts';
import { scheduledRun } from './scheduled.ts';
import { archiveUser, scratchFor, usualDependencies } from './usual.ts';

const config = hdfsConfig();
const hdfs = webHdfsClient(config);
const scratch = scratchFor(tmpdir(), config);
const dependencies: Omit<AnalyticsDependencies, 'engine'> = {
  ...usualDependencies,
  hdfs,
  archive: webHdfsClient({ ...config, user: archiveUser }),
  client: openSearchClient(opensearchConfig(), { requestTimeout: 30_000, maxRetries: 0 }),
  publisher: kafkaPublisher(kafkaConnection(kafkaConfig)),
  scratch,
  owner: 'the scheduled function',
  log,
};

/** Raw files in HDFS and the products in OpenSearch ─▶ analyses in HDFS, Kafka and OpenSearch. */
export const handler = scheduledRun(
  async (event) => runAnalytics({ ...dependencies, engine: chooseEngine(event, { hdfs, config, scratch }) }),
  log,
);
