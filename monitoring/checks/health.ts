import { DescribeLogGroupsCommand, type CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ListMetricsCommand, type CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { z } from 'zod';

// What Grafana calls when somebody presses «Save & test» on a data source, by the sources of its plugins: pkg/promlib/healthcheck.go,
// pkg/tsdb/cloudwatch/cloudwatch.go, and pkg/opensearch/opensearch.go of grafana/opensearch-datasource. Each rejects when it does not work.

const answerTimeoutMs = 20_000;

/** An instant query that needs no series, and the version, by which Grafana chooses what it asks. */
export async function checkPrometheus(url: string): Promise<void> {
  const signal = AbortSignal.timeout(answerTimeoutMs);
  const body = new URLSearchParams({ query: '1+1', time: '4' });
  const two = await fetch(`${url}/api/v1/query`, { method: 'POST', body, signal });
  z.object({ data: z.object({ result: z.tuple([z.literal(4), z.literal('2')]) }) }).parse(await two.json());
  const build = await fetch(`${url}/api/v1/status/buildinfo`, { signal });
  z.object({ data: z.object({ version: z.string() }) }).parse(await build.json());
}

/** A metric that need not be there, and one log group. */
export async function checkCloudWatch(metrics: CloudWatchClient, logs: CloudWatchLogsClient): Promise<void> {
  await metrics.send(new ListMetricsCommand({ Namespace: 'AWS/Billing', MetricName: 'EstimatedCharges' }));
  await logs.send(new DescribeLogGroupsCommand({ limit: 1 }));
}

/**
 * The type of the field of time. Behind an alias stands another name than the one that was asked for, which the plugin reports as
 * "Index not found" although every panel works: here it is not taken for a failure.
 */
export async function checkOpenSearch(url: string, index: string, timeField: string): Promise<void> {
  const response = await fetch(`${url}/${index}/_mapping/field/${timeField}`, {
    signal: AbortSignal.timeout(answerTimeoutMs),
  });
  const ofDates = z.object({ mapping: z.object({ [timeField]: z.object({ type: z.literal('date') }) }) });
  const behind = z.record(z.string(), z.object({ mappings: z.object({ [timeField]: ofDates }) }));
  const indices = Object.keys(behind.parse(await response.json()));
  if (indices.length === 0) throw new Error(`nothing stands behind ${index}`);
}
