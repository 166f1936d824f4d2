import { z } from 'zod';
import { hdfsConfig, kafkaConfig, metricsKeySecret, opensearchConfig } from '../../modules/config/environment.ts';
import { apiFunction } from '../../modules/lambda/api-function.ts';
import { adminConnection } from '../../modules/kafka/admin-connection.ts';
import { kafkaConnection } from '../../modules/kafka/connect.ts';
import { log } from '../../modules/logging/log.ts';
import { openSearchClient } from '../../modules/opensearch/client.ts';
import { indexNames } from '../../modules/opensearch/indices.ts';
import { keptSecret } from '../../modules/secrets/kept-secret.ts';
import { webHdfsClient } from '../../modules/webhdfs/client.ts';
import { findBrokers } from './find-brokers.ts';
import { hdfsReadings } from './hdfs.ts';
import { kafkaReadings, measuredTopics } from './kafka.ts';
import { opensearchReadings } from './opensearch.ts';
import { respond, type MetricsDependencies } from './respond.ts';

const timeoutMs = 850;
const keySchema = z.object({ key: z.string().min(1) });
const kafka = adminConnection(kafkaConnection(kafkaConfig), measuredTopics);
const client = openSearchClient(opensearchConfig(), { requestTimeout: timeoutMs, maxRetries: 1 });
const hdfs = webHdfsClient(hdfsConfig(), {
  timeouts: { connect: timeoutMs, answer: timeoutMs },
  retries: { attempts: 1, deadlineMs: timeoutMs },
});
const measuring: MetricsDependencies = {
  key: keptSecret(metricsKeySecret(), keySchema),
  readings: [
    ...kafkaReadings(kafka),
    ...opensearchReadings({ client, names: indexNames, now: Date.now }),
    ...hdfsReadings(hdfs),
  ],
  timeoutMs,
  log,
};

await findBrokers(kafka);

/** GET /metrics for Prometheus. */
export const handler = apiFunction((event) => respond(measuring, event));
