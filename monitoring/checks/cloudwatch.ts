import { GetMetricDataCommand, type CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { z } from 'zod';
import { answerOf, problem, type Answer, type TimeRange } from './answer.ts';
import type { Target } from './files.ts';

const period = 60;

/**
 * What makes Grafana ask for one metric instead of searching: the builder's mode, exact dimensions, one value each, no
 * wildcard. https://grafana.com/docs/grafana/latest/datasources/aws-cloudwatch/query-editor/
 */
const targetSchema = z.looseObject({
  queryMode: z.literal('Metrics'),
  metricQueryType: z.literal(0),
  metricEditorMode: z.literal(0),
  matchExact: z.literal(true),
  region: z.literal('default'),
  expression: z.literal(''),
  sqlExpression: z.literal(''),
  period: z.literal(String(period)),
  label: z.string().min(1),
  namespace: z.string().min(1),
  metricName: z.string().min(1),
  statistic: z.string().min(1),
  dimensions: z.record(z.string(), z.tuple([z.string().regex(/^[^*$]+$/u)])),
});

/** Answers a panel's query as Grafana asks it. Throws when it is not complete. */
export async function askCloudWatch(
  client: CloudWatchClient,
  target: Target,
  { from, to }: TimeRange,
): Promise<Answer> {
  const { namespace, metricName, statistic, dimensions } = targetSchema.parse(target);
  const Dimensions = Object.entries(dimensions).map(([Name, [Value]]) => ({ Name, Value }));
  const { MetricDataResults: results = [] } = await client.send(
    new GetMetricDataCommand({
      StartTime: new Date(Math.floor(from / 60_000) * 60_000),
      EndTime: new Date(Math.ceil(to / 60_000) * 60_000),
      MetricDataQueries: [
        {
          Id: 'a',
          MetricStat: {
            Metric: { Namespace: namespace, MetricName: metricName, Dimensions },
            Period: period,
            Stat: statistic,
          },
        },
      ],
    }),
  );
  const answer = answerOf(results.flatMap(({ Values = [] }) => Values));
  return answer.ok ? answer : problem(`${namespace} ${metricName} ${JSON.stringify(dimensions)}: ${answer.problem}`);
}
