import { CfnParameter, type RemovalPolicy } from 'aws-cdk-lib/core';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnCluster, CfnConfiguration } from 'aws-cdk-lib/aws-msk';
import { Construct } from 'constructs';
import type { KafkaCluster } from '../target.ts';
import type { Network } from './network.ts';

export interface MskClusterProps {
  readonly network: Network;
  readonly removalPolicy: RemovalPolicy;
}

/** One in each zone. */
export const brokerCount = 3;

const kafkaVersion = '4.0.x.kraft';

const serverProperties = [
  'default.replication.factor=3',
  'min.insync.replicas=2',
  'auto.create.topics.enable=false',
  'unclean.leader.election.enable=false',
  // Who has no ACL may do nothing. Topics and ACLs are created under IAM, which ACLs do not bind.
  'allow.everyone.if.no.acl.found=false',
  // Whoever reads the ban list joins a group of its own, to which nobody else comes: by default it would wait for 3 s.
  'group.initial.rebalance.delay.ms=0',
];

/** Three brokers in as many zones, TLS with client certificates on every connection. */
export class MskCluster extends Construct {
  readonly cluster: KafkaCluster;

  constructor(scope: Construct, id: string, { network, removalPolicy }: MskClusterProps) {
    super(scope, id);
    const name = 'marketplace';
    const authority = new CfnParameter(this, 'ClientAuthorityArn', {
      description: 'ARN of the AWS Private CA that signs client certificates',
      allowedPattern: String.raw`arn:[a-z-]+:acm-pca:[a-z0-9-]+:\d{12}:certificate-authority/[0-9a-f-]+`,
    });
    const configuration = new CfnConfiguration(this, 'Configuration', {
      name,
      kafkaVersionsList: [kafkaVersion],
      serverProperties: serverProperties.join('\n'),
    });
    const logs = new LogGroup(this, 'Logs', {
      logGroupName: '/aws/vendedlogs/msk/marketplace',
      retention: RetentionDays.ONE_MONTH,
      removalPolicy,
    });
    const cluster = new CfnCluster(this, 'Cluster', {
      clusterName: name,
      kafkaVersion,
      numberOfBrokerNodes: brokerCount,
      brokerNodeGroupInfo: {
        instanceType: 'kafka.m7g.large',
        clientSubnets: network.vpc.selectSubnets(network.subnets).subnetIds,
        securityGroups: [network.brokers.securityGroupId],
        storageInfo: { ebsStorageInfo: { volumeSize: 200 } },
      },
      configurationInfo: { arn: configuration.attrArn, revision: configuration.attrLatestRevisionRevision },
      clientAuthentication: {
        tls: { enabled: true, certificateAuthorityArnList: [authority.valueAsString] },
        sasl: { iam: { enabled: true } },
        unauthenticated: { enabled: false },
      },
      encryptionInfo: { encryptionInTransit: { clientBroker: 'TLS', inCluster: true } },
      loggingInfo: { brokerLogs: { cloudWatchLogs: { enabled: true, logGroup: logs.logGroupName } } },
    });
    cluster.applyRemovalPolicy(removalPolicy);
    this.cluster = { name, arn: cluster.attrArn };
  }
}
