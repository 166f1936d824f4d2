import { Duration } from 'aws-cdk-lib/core';
import { MathExpression, Metric, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { addAlarm, type AlarmSettings } from '../alarm.ts';
import { customMetric } from '../custom-metric.ts';
import { failureImpacts, storeImpacts } from '../impacts.ts';
import { lagOf } from '../lag.ts';
import { stageName } from '../stage-name.ts';
import { mappingGroups } from '../../modules/platform/access.ts';
import { functionNames, lambdaName, type FunctionName } from '../../modules/platform/function-names.ts';
import type { Topic } from '../../modules/platform/topics.ts';
import type { KafkaCluster } from '../target.ts';
import type { OpenSearchDomain } from './opensearch-domain.ts';
import type { AwsSettings } from './settings.ts';

export interface Stores {
  readonly kafka: Pick<KafkaCluster, 'name'>;
  readonly brokers: number;
  readonly opensearch: OpenSearchDomain;
  /** Id of the EMR cluster. */
  readonly hdfs: string;
  /** Service whose metric counts the nightly copies of files. */
  readonly copies: string;
  /** Percent of a disk from which on somebody has to make room. */
  readonly limits: AwsSettings['alarms'];
}

const period = Duration.minutes(5);

/** Mappings that have work as soon as a shop has sent a product. */
const ofEveryProduct = [
  ['filter', 'products'],
  ['index', 'filtered_products'],
  ['archive', 'products'],
  ['aggregate', 'catalog_changes'],
] as const;

/** Mappings whose functions write dead letters; the archive keeps records as they are. An alarm looks at ten metrics at most. */
const judging = functionNames
  .filter((name) => name !== 'archive')
  .flatMap((name) =>
    mappingGroups
      .filter(({ functionName }) => functionName === name)
      .map(({ topic }): [FunctionName, Topic] => [name, topic]),
  );

/** Periods without a sign of a mapping before the alarm: Lambda takes minutes until a new one reads. */
const silentPeriods = 6;

/** Alarms for what AWS runs here; beside a local engine Prometheus watches the same. */
export class StoreAlarms extends Construct {
  readonly #topic: ITopic;

  constructor(scope: Construct, id: string, topic: ITopic, stores: Stores) {
    super(scope, id);
    this.#topic = topic;
    this.watchDisks(stores);
    this.watchOpenSearch(stores.opensearch);
    this.watchCopies(stores.copies);
    this.watchDeadLetters();
    this.watchSilence(stores.kafka);
  }

  private watchDisks({ kafka, brokers, opensearch, hdfs, limits }: Stores): void {
    this.add('marketplace-kafka-disk', {
      description: 'Диск одного из брокеров Kafka почти полон: увеличьте kafka.diskGib в настройках.',
      impact: storeImpacts.kafkaDisk,
      metric: fullestBroker(kafka, brokers),
      threshold: limits.kafkaDisk,
    });
    this.add('marketplace-opensearch-disk', {
      description: 'Диск одного из узлов OpenSearch почти полон: увеличьте opensearch.diskGib в настройках.',
      impact: storeImpacts.opensearchDisk,
      metric: opensearch.diskUsed(period),
      threshold: limits.opensearchDisk,
    });
    this.add('marketplace-hdfs-disk', {
      description: 'Диски HDFS почти полны: добавьте узлы: files.nodes в настройках.',
      impact: storeImpacts.hdfsDisk,
      metric: new Metric({
        namespace: 'AWS/ElasticMapReduce',
        metricName: 'HDFSUtilization',
        dimensionsMap: { JobFlowId: hdfs },
        statistic: 'Maximum',
        period,
      }),
      threshold: limits.hdfsDisk,
    });
  }

  private watchOpenSearch({ domain }: OpenSearchDomain): void {
    const now = { period: Duration.minutes(1), statistic: 'Maximum' };
    this.add('marketplace-opensearch-red', {
      description: 'OpenSearch потерял часть индексов (red): причина в его журнале и в состоянии узлов.',
      impact: storeImpacts.opensearchRed,
      metric: domain.metricClusterStatusRed(now),
      threshold: 1,
    });
    this.add('marketplace-opensearch-writes-blocked', {
      description: 'OpenSearch не принимает записей: кончились место или память его узлов.',
      impact: storeImpacts.opensearchBlocked,
      metric: domain.metricClusterIndexWritesBlocked(now),
      threshold: 1,
    });
  }

  private watchCopies(service: string): void {
    this.add('marketplace-hdfs-copy-overdue', {
      description: 'Файлы HDFS не копируются в S3: причина в журнале шага «copy of files» кластера EMR.',
      impact: storeImpacts.copies,
      metric: customMetric({
        metricName: 'copies',
        statistic: 'Sum',
        period: Duration.days(1),
        dimensionsMap: { service },
      }),
      threshold: 1,
      isHeartbeat: true,
    });
  }

  private watchDeadLetters(): void {
    const metrics = judging.map(([name, topic], index): [string, IMetric] => [
      `letters${index + 1}`,
      customMetric({
        metricName: 'dead_lettered',
        statistic: 'Sum',
        period,
        dimensionsMap: { service: stageName(this, lambdaName(name)), topic },
      }),
    ]);
    this.add('marketplace-dead-letters', {
      description: 'В dead_letters прибавилось записей: причина в их заголовках, а число по функциям в журналах.',
      impact: storeImpacts.deadLetters,
      metric: new MathExpression({
        expression: 'SUM(METRICS())',
        label: 'записей',
        usingMetrics: Object.fromEntries(metrics),
        period,
      }),
      threshold: 1,
    });
  }

  /** A group that has never committed has no lag, so no alarm on lag can tell of a stack that has never processed anything. */
  private watchSilence(kafka: Pick<KafkaCluster, 'name'>): void {
    for (const [name, topic] of ofEveryProduct)
      this.add(`${lambdaName(name)}-${topic}-silent`, {
        description: `Нет признаков того, что ${lambdaName(name)} хоть раз прочла топик ${topic}: проверьте её mapping и права роли.`,
        impact: failureImpacts[name],
        metric: lagOf(kafka, name, topic).with({ statistic: 'SampleCount', period }),
        threshold: 1,
        periods: silentPeriods,
        isHeartbeat: true,
      });
  }

  private add(name: string, settings: Omit<AlarmSettings, 'name'>): void {
    addAlarm(this, this.#topic, { name, ...settings });
  }
}

const fullestBroker = ({ name }: Pick<KafkaCluster, 'name'>, count: number): IMetric => {
  const brokers = Array.from({ length: count }, (_, index): [string, IMetric] => [
    `broker${index + 1}`,
    new Metric({
      namespace: 'AWS/Kafka',
      metricName: 'KafkaDataLogsDiskUsed',
      dimensionsMap: { 'Cluster Name': name, 'Broker ID': String(index + 1) },
      statistic: 'Maximum',
      period,
    }),
  ]);
  return new MathExpression({
    expression: 'MAX(METRICS())',
    label: '%',
    usingMetrics: Object.fromEntries(brokers),
    period,
  });
};
