import { Duration } from 'aws-cdk-lib/core';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { consumerGroup } from '../modules/platform/access.ts';
import type { FunctionName } from '../modules/platform/function-names.ts';
import type { Topic } from '../modules/platform/topics.ts';
import type { KafkaCluster } from './target.ts';

/**
 * Seconds until the group of a function's mapping would have worked off its slowest partition, as MSK estimates it. It is
 * reported for empty groups too, so pollers that are gone are noticed; it is missing while a group rebalances and before its
 * first commit. https://docs.aws.amazon.com/msk/latest/developerguide/consumer-lag.html
 */
export const lagOf = ({ name }: Pick<KafkaCluster, 'name'>, functionName: FunctionName, topic: Topic): Metric =>
  new Metric({
    namespace: 'AWS/Kafka',
    metricName: 'EstimatedMaxTimeLag',
    dimensionsMap: { 'Cluster Name': name, 'Consumer Group': consumerGroup(functionName, topic), Topic: topic },
    statistic: 'Maximum',
    period: Duration.minutes(1),
  });
