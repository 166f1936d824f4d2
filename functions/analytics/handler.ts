import { tmpdir } from 'node:os';
import { hdfsConfig, kafkaConfig, opensearchConfig } from '../../modules/config/environment.ts';
import { kafkaConnection } from '../../modules/kafka/connect.ts';
import { kafkaPublisher } from '../../modules/kafka/publish.ts';
import { log } from '../../modules/logging/log.ts';
import { openSearchClient } from '../../modules/opensearch/client.ts';
import { webHdfsClient } from '../../modules/webhdfs/client.ts';
import type { AnalyticsDependencies } from './dependencies.ts';
import { duckdbEngine } from './duckdb/engine.ts';
import { runAnalytics } from './run.ts';
import { scheduledRun } from './scheduled.ts';
import { stepIn, takeStep } from './spark/machine-steps.ts';
import { archiveUser, duckdbLimits, scratchFor, usualDependencies } from './usual.ts';

const config = hdfsConfig();
const hdfs = webHdfsClient(config);
const scratch = scratchFor(tmpdir(), config);
const dependencies: AnalyticsDependencies = {
  ...usualDependencies,
  hdfs,
  archive: webHdfsClient({ ...config, user: archiveUser }),
  client: openSearchClient(opensearchConfig(), { requestTimeout: 30_000, maxRetries: 0 }),
  publisher: kafkaPublisher(kafkaConnection(kafkaConfig)),
  engine: duckdbEngine({ ...duckdbLimits, hdfs, scratch }),
  scratch,
  owner: 'the scheduled function',
  log,
};

const runHere = scheduledRun(() => runAnalytics(dependencies), log);

/** Raw files in HDFS and the products in OpenSearch ─▶ analyses in HDFS, Kafka and OpenSearch, here or step by step around Spark. */
export const handler = async (event?: unknown): Promise<unknown> => {
  const step = stepIn(event);
  return step === undefined ? runHere() : takeStep(dependencies, step);
};
