import { expect, test } from 'vitest';
import { consumerGroup } from '../../modules/platform/access.ts';
import { lambdaName } from '../../modules/platform/function-names.ts';
import { aws, awsData, consumed, local } from '../../tests/support/stack.ts';
import { only, propertiesOf, resourcesOf } from '../../tests/support/template.ts';

interface AlarmProperties {
  readonly AlarmName: string;
  readonly Metrics?: readonly {
    readonly Expression?: string;
    readonly MetricStat?: {
      readonly Metric: {
        readonly MetricName: string;
        readonly Dimensions: readonly { readonly Name: string; readonly Value: unknown }[];
      };
    };
  }[];
}

const alarms = propertiesOf<AlarmProperties>(aws, 'AWS::CloudWatch::Alarm');

const alarmOf = (name: string): AlarmProperties =>
  only(
    alarms.filter(({ AlarmName }) => AlarmName === name),
    `alarm ${name}`,
  );

/** The dimensions of the metrics that an alarm computes with, by their names. */
const dimensionsOf = ({ Metrics = [] }: AlarmProperties): Readonly<Record<string, unknown>>[] =>
  Metrics.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Metric.Dimensions] : [])).map((dimensions) =>
    Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value])),
  );

test('one tells when the disk of any broker is nearly full', () => {
  const alarm = alarmOf('marketplace-kafka-disk');
  expect(alarm).toMatchObject({ Threshold: 80 });
  expect(dimensionsOf(alarm)).toEqual(
    ['1', '2', '3'].map((broker) => ({ 'Cluster Name': 'marketplace', 'Broker ID': broker })),
  );
});

test('one tells when the disk of any node of OpenSearch is nearly full', () => {
  const alarm = alarmOf('marketplace-opensearch-disk');
  const { EBSOptions } = only(propertiesOf(awsData, 'AWS::OpenSearchService::Domain'), 'domain');
  expect(EBSOptions).toMatchObject({ VolumeSize: 300 });
  expect(alarm).toMatchObject({ Threshold: 75, ComparisonOperator: 'GreaterThanOrEqualToThreshold' });
  expect(alarm.Metrics?.map(({ Expression }) => Expression)).toContain('100 * (1 - free / 307200)');
});

test.each([
  ['marketplace-opensearch-red', 'ClusterStatus.red'],
  ['marketplace-opensearch-writes-blocked', 'ClusterIndexWritesBlocked'],
])('%s tells of %s', (name, MetricName) => {
  expect(alarmOf(name)).toMatchObject({ Namespace: 'AWS/ES', MetricName, Statistic: 'Maximum', Threshold: 1 });
});

test('one tells when the disks of HDFS are nearly full', () => {
  const cluster = only(resourcesOf(awsData, 'AWS::EMR::Cluster'), 'cluster');
  expect(alarmOf('marketplace-hdfs-disk')).toMatchObject({
    MetricName: 'HDFSUtilization',
    Dimensions: [{ Name: 'JobFlowId', Value: { 'Fn::ImportValue': expect.stringContaining(cluster.id) } }],
    Threshold: 80,
  });
});

test('one tells when files have not been copied to S3 for a day', () => {
  expect(alarmOf('marketplace-hdfs-copy-overdue')).toMatchObject({
    Namespace: 'Marketplace',
    MetricName: 'copies',
    Dimensions: [{ Name: 'service', Value: 'marketplace' }],
    Period: 86_400,
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'breaching',
  });
});

test('one tells of dead letters, whoever writes them, and watches no more metrics than CloudWatch lets it', () => {
  const watched = dimensionsOf(alarmOf('marketplace-dead-letters'));
  const writing = consumed.filter(([name]) => name !== 'archive');
  expect(new Set(watched.map((dimensions) => JSON.stringify(dimensions)))).toEqual(
    new Set(writing.map(([name, topic]) => JSON.stringify({ service: lambdaName(name), topic }))),
  );
  expect(watched.length).toBeLessThanOrEqual(10);
});

test.each([
  ['filter', 'products'],
  ['index', 'filtered_products'],
  ['archive', 'products'],
  ['aggregate', 'catalog_changes'],
] as const)('one tells when there has never been a sign of %s on %s', (name, topic) => {
  expect(alarmOf(`${lambdaName(name)}-${topic}-silent`)).toMatchObject({
    MetricName: 'EstimatedMaxTimeLag',
    Dimensions: expect.arrayContaining([{ Name: 'Consumer Group', Value: consumerGroup(name, topic) }]),
    Statistic: 'SampleCount',
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'breaching',
    Period: 300,
    EvaluationPeriods: 6,
  });
});

test('beside a local engine, where Prometheus watches these, there are none of them', () => {
  const here = propertiesOf<AlarmProperties>(local, 'AWS::CloudWatch::Alarm');
  expect(here.filter(({ AlarmName }) => /-(?:disk|red|writes-blocked|dead-letters|silent)$/u.test(AlarmName))).toEqual(
    [],
  );
});
