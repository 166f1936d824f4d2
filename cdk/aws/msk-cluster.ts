import { Arn, ArnFormat, type RemovalPolicy } from 'aws-cdk-lib/core';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnCluster, CfnConfiguration } from 'aws-cdk-lib/aws-msk';
import { Construct } from 'constructs';
import { mskTopics } from './msk-topics.ts';
import type { Network } from './network.ts';
import type { AwsSettings } from './settings.ts';

export interface MskClusterProps {
  readonly name: string;
  readonly network: Network;
  readonly settings: AwsSettings['kafka'];
  readonly removalPolicy: RemovalPolicy;
}

const serverProperties = [
  'default.replication.factor=3',
  'min.insync.replicas=2',
  'auto.create.topics.enable=false',
  'unclean.leader.election.enable=false',
  // Whoever reads the ban list joins a group of its own, to which nobody else comes: by default it would wait for 3 s.
  'group.initial.rebalance.delay.ms=0',
];

/** Kafka with its topics: brokers in three zones, TLS on every connection, and clients that IAM knows. */
export class MskCluster extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: MskClusterProps) {
    super(scope, id);
    const { name, settings, removalPolicy } = props;
    if ('arn' in settings) {
      const { resourceName = '' } = Arn.split(settings.arn, ArnFormat.SLASH_RESOURCE_NAME);
      this.arn = settings.arn;
      this.name = resourceName.split('/')[0] ?? '';
    } else {
      this.arn = this.newCluster(props, settings).attrArn;
      this.name = name;
    }
    mskTopics(this, this.arn, removalPolicy);
  }

  private newCluster(
    { name, network, removalPolicy }: MskClusterProps,
    { version, broker, brokers, diskGib }: Exclude<AwsSettings['kafka'], { arn: string }>,
  ): CfnCluster {
    // Without a list of versions: a change of that would replace it, which its name does not let CloudFormation do.
    const configuration = new CfnConfiguration(this, 'Configuration', {
      name,
      serverProperties: serverProperties.join('\n'),
    });
    const logs = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/vendedlogs/msk/${name}`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy,
    });
    const cluster = new CfnCluster(this, 'Cluster', {
      clusterName: name,
      kafkaVersion: version,
      numberOfBrokerNodes: brokers,
      brokerNodeGroupInfo: {
        instanceType: broker,
        clientSubnets: network.vpc.selectSubnets(network.subnets).subnetIds,
        securityGroups: [network.brokers.securityGroupId],
        storageInfo: { ebsStorageInfo: { volumeSize: diskGib } },
      },
      configurationInfo: { arn: configuration.attrArn, revision: configuration.attrLatestRevisionRevision },
      clientAuthentication: { sasl: { iam: { enabled: true } }, unauthenticated: { enabled: false } },
      encryptionInfo: { encryptionInTransit: { clientBroker: 'TLS', inCluster: true } },
      loggingInfo: { brokerLogs: { cloudWatchLogs: { enabled: true, logGroup: logs.logGroupName } } },
    });
    cluster.applyRemovalPolicy(removalPolicy);
    configuration.applyRemovalPolicy(removalPolicy);
    return cluster;
  }
}
