import type { Duration } from 'aws-cdk-lib/core';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  EventSourceMapping,
  SourceAccessConfigurationType,
  StartingPosition,
  type SourceAccessConfiguration,
} from 'aws-cdk-lib/aws-lambda';
import { KafkaDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { consumerGroup } from '../modules/platform/access.ts';
import { retries } from '../modules/platform/retries.ts';
import { topics, type Topic } from '../modules/platform/topics.ts';
import { addAlarm } from './alarm.ts';
import { lagOf } from './lag.ts';
import { lambdaName, type FunctionName } from '../modules/platform/function-names.ts';
import { grantKafkaAccess } from './grants/kafka.ts';
import { PlatformFunction, type PlatformFunctionProps } from './platform-function.ts';
import type { KafkaCluster, Surroundings } from './target.ts';

/** A topic that a function consumes. */
export interface ConsumedTopic {
  readonly topic: Topic;
  /** At most this many records in one call, and never over 10,000; a payload ends at 6 MB whatever this says. */
  readonly batchSize: number;
  /** How long records wait for a batch to fill, in whole seconds; half a second without it. */
  readonly window?: Duration;
  /** The alarm fires when catching up would take longer than this. */
  readonly maxLag: Duration;
  /** What people lose while that is so: see AlarmSettings. */
  readonly impact: string;
}

export interface KafkaFunctionProps extends PlatformFunctionProps {
  readonly consumes: readonly ConsumedTopic[];
}

const deadLetters: Topic = 'dead_letters';
const lagPeriods = 3;

/**
 * A function that consumes Kafka topics: for each an event source mapping under the function's own login and
 * consumer group, a dead-letter topic, and an alarm for the age of what waits.
 */
export class KafkaFunction extends PlatformFunction {
  readonly topics: readonly Topic[];
  /** Seconds that each mapping is behind. */
  readonly lags: readonly Metric[];

  constructor(scope: Construct, name: FunctionName, props: KafkaFunctionProps) {
    super(scope, name, props);
    const { surroundings } = props;
    const certificate = grantKafkaAccess(this, surroundings);
    for (const consumed of props.consumes) this.consume(consumed, surroundings, certificate);
    this.topics = props.consumes.map(({ topic }) => topic);
    this.lags = props.consumes.map((consumed) => this.watchLag(consumed, surroundings.kafka, props.alarms));
  }

  /**
   * One construct for MSK and for other clusters. CDK's ManagedKafkaEventSource would not do: it gives the role a managed
   * policy that reaches every cluster of the account.
   */
  private consume(
    { topic, batchSize, window }: ConsumedTopic,
    { kafka, maxPollers, pollerGroup }: Surroundings,
    certificate: ISecret | undefined,
  ): void {
    const mapping = new EventSourceMapping(this, `From-${topic}`, {
      target: this.lambda,
      ...(kafka.bootstrapServers === undefined
        ? { eventSourceArn: kafka.arn }
        : { kafkaBootstrapServers: [...kafka.bootstrapServers] }),
      kafkaTopic: topic,
      kafkaConsumerGroupId: consumerGroup(this.functionName, topic),
      ...(certificate && { sourceAccessConfigurations: accessConfigurations(kafka, certificate) }),
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize,
      ...(window && { maxBatchingWindow: window }),
      // Without a window pollers wait 500 ms for a batch to fill, which a template cannot say: it counts in whole seconds.
      provisionedPollerConfig: {
        minimumPollers: 1,
        maximumPollers: maxPollers ?? topics[topic].partitions,
        ...(pollerGroup !== undefined && { pollerGroupName: pollerGroup }),
      },
      // Without a number AWS gives up after ten, as there is somewhere to send what it gives up. A letter would go where it
      // stands already: it is tried until it succeeds.
      ...(topic !== deadLetters && { retryAttempts: retries.attempts, onFailure: new KafkaDlq(deadLetters) }),
    });
    mapping.node.addDependency(this.role);
  }

  /** Kafka mappings have no IteratorAge: Lambda reports OffsetLag in records only. The age comes from Kafka itself. */
  private watchLag({ topic, maxLag, impact }: ConsumedTopic, kafka: KafkaCluster, alarms: ITopic): Metric {
    const lag = lagOf(kafka, this.functionName, topic);
    addAlarm(this, alarms, {
      name: `${lambdaName(this.functionName)}-${topic}-age`,
      description: `${lambdaName(this.functionName)} отстаёт на топике ${topic}: проверьте ошибки функции, затем её длительность.`,
      impact,
      metric: lag,
      threshold: maxLag.toSeconds(),
      periods: lagPeriods,
    });
    return lag;
  }
}

function accessConfigurations({ authority }: KafkaCluster, certificate: ISecret): SourceAccessConfiguration[] {
  const { CLIENT_CERTIFICATE_TLS_AUTH, SERVER_ROOT_CA_CERTIFICATE } = SourceAccessConfigurationType;
  const own = { type: CLIENT_CERTIFICATE_TLS_AUTH, uri: certificate.secretArn };
  return authority ? [own, { type: SERVER_ROOT_CA_CERTIFICATE, uri: authority.secretArn }] : [own];
}
