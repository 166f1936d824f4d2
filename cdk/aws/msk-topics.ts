import type { RemovalPolicy } from 'aws-cdk-lib/core';
import { CfnTopic } from 'aws-cdk-lib/aws-msk';
import type { Construct } from 'constructs';
import { replicas, topicConfiguration } from '../../modules/platform/topic-configuration.ts';
import { topicNames, topics } from '../../modules/platform/topics.ts';

/**
 * Every topic of the platform on a cluster of MSK, one after the other: while it makes one the cluster takes no other change.
 * https://docs.aws.amazon.com/msk/latest/developerguide/msk-topic-operations-information.html
 */
export function mskTopics(scope: Construct, clusterArn: string, removalPolicy: RemovalPolicy): void {
  let previous: CfnTopic | undefined;
  for (const topicName of topicNames) {
    const topic = new CfnTopic(scope, `Topic-${topicName}`, {
      clusterArn,
      topicName,
      partitionCount: topics[topicName].partitions,
      replicationFactor: replicas.factor,
      configs: Buffer.from(propertiesOf(topicName)).toString('base64'),
    });
    topic.applyRemovalPolicy(removalPolicy);
    if (previous) topic.addResourceDependency(previous);
    previous = topic;
  }
}

/** A line for each setting, as MSK answers them: https://docs.aws.amazon.com/msk/latest/developerguide/describe-topic-cli.html */
const propertiesOf = (name: keyof typeof topics): string =>
  Object.entries(topicConfiguration(name))
    .map(([key, value]) => `${key}=${value}`)
    .join('\n');
