import { Aws, type Duration, type RemovalPolicy } from 'aws-cdk-lib/core';
import { MathExpression, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { EbsDeviceVolumeType } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, ResourcePolicy, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Domain, EngineVersion, TLSSecurityPolicy } from 'aws-cdk-lib/aws-opensearchservice';
import { Construct } from 'constructs';
import type { Network } from './network.ts';

export interface OpenSearchDomainProps {
  readonly network: Network;
  readonly removalPolicy: RemovalPolicy;
}

/** Of each data node. */
const diskGib = 100;

/**
 * Three data nodes in as many zones, encrypted at rest and in transit. The domain has no policy of its own: within one
 * account the policies of the functions' roles decide who may send which request.
 */
export class OpenSearchDomain extends Construct {
  readonly url: string;
  readonly domainArn: string;
  readonly domain: Domain;

  constructor(scope: Construct, id: string, { network, removalPolicy }: OpenSearchDomainProps) {
    super(scope, id);
    const logs = new LogGroup(this, 'Logs', {
      logGroupName: '/aws/vendedlogs/opensearch/marketplace',
      retention: RetentionDays.ONE_MONTH,
      removalPolicy,
    });
    const mayLog = letOpenSearchLog(this, logs);
    const domain = new Domain(this, 'Domain', {
      domainName: 'marketplace',
      version: EngineVersion.OPENSEARCH_3_7,
      vpc: network.vpc,
      vpcSubnets: [network.subnets],
      securityGroups: [network.opensearch],
      capacity: {
        dataNodes: 3,
        dataNodeInstanceType: 'm7g.large.search',
        masterNodes: 3,
        masterNodeInstanceType: 'm7g.medium.search',
        multiAzWithStandbyEnabled: false,
      },
      zoneAwareness: { availabilityZoneCount: 3 },
      ebs: { volumeType: EbsDeviceVolumeType.GP3, volumeSize: diskGib },
      encryptionAtRest: { enabled: true },
      nodeToNodeEncryption: true,
      enforceHttps: true,
      tlsSecurityPolicy: TLSSecurityPolicy.TLS_1_2_PFS,
      logging: {
        slowSearchLogEnabled: true,
        slowSearchLogGroup: logs,
        slowIndexLogEnabled: true,
        slowIndexLogGroup: logs,
        appLogEnabled: true,
        appLogGroup: logs,
      },
      // CDK's own would be made by a function that may write policies.
      suppressLogsResourcePolicy: true,
      removalPolicy,
    });
    domain.node.addDependency(mayLog);
    this.url = `https://${domain.domainEndpoint}`;
    this.domainArn = domain.domainArn;
    this.domain = domain;
  }

  /** Percent of the fullest node's disk that is used. OpenSearch reports what is free, in MiB. */
  diskUsed(period: Duration): IMetric {
    const free = this.domain.metricFreeStorageSpace({ statistic: 'Minimum', period });
    return new MathExpression({
      expression: `100 * (1 - free / ${diskGib * 1_024})`,
      label: '%',
      usingMetrics: { free },
      period,
    });
  }
}

const letOpenSearchLog = (scope: Construct, logs: LogGroup): ResourcePolicy =>
  new ResourcePolicy(scope, 'LogsPolicy', {
    policyStatements: [
      new PolicyStatement({
        principals: [new ServicePrincipal('es.amazonaws.com')],
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logs.logGroupArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    ],
  });
