import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, expect, test } from 'vitest';
import { engineClientConfig } from '../../local/engine/endpoint.ts';
import { opensearchUrl } from '../../local/services/opensearch.ts';
import { prometheusUrl } from '../../local/services/prometheus.ts';
import { findMonitoring } from '../../local/setup/monitoring.ts';
import { testInstance } from '../../tests/support/instance.ts';
import { provisionedSources } from './files.ts';
import { checkCloudWatch, checkOpenSearch, checkPrometheus } from './health.ts';

const instance = testInstance();
const metrics = new CloudWatchClient(engineClientConfig(instance));
const logs = new CloudWatchLogsClient(engineClientConfig(instance));
afterAll(() => {
  metrics.destroy();
  logs.destroy();
});

/** Where there is no Prometheus nobody asks it. */
const asked = provisionedSources.filter(({ type }) => type !== 'prometheus' || findMonitoring() !== undefined);

test.each(asked)('$uid works by the calls that Grafana makes to find out', async ({ type, jsonData }) => {
  const { database = '', timeField = '' } = jsonData;
  const check = {
    prometheus: () => checkPrometheus(prometheusUrl(instance)),
    cloudwatch: () => checkCloudWatch(metrics, logs),
    'grafana-opensearch-datasource': () => checkOpenSearch(opensearchUrl(instance), database, timeField),
  }[type];
  expect(check).toBeDefined();
  await check?.();
});

test('an index that is not there, and a field that is no date, do not pass for a data source', async () => {
  await expect(checkOpenSearch(opensearchUrl(instance), 'no_such_index', 'timestamp')).rejects.toThrow('mappings');
  await expect(checkOpenSearch(opensearchUrl(instance), 'client_queries', 'user_id')).rejects.toThrow('date');
});
