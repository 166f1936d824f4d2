import { Aws, Stack, type Duration, type RemovalPolicy } from 'aws-cdk-lib/core';
import { MathExpression, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { EbsDeviceVolumeType } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, ResourcePolicy, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Domain, EngineVersion, TLSSecurityPolicy, type IDomain } from 'aws-cdk-lib/aws-opensearchservice';
import { Construct } from 'constructs';
import type { Network } from './network.ts';
import type { AwsSettings } from './settings.ts';

export interface OpenSearchDomainProps {
  readonly name: string;
  readonly network: Network;
  readonly settings: AwsSettings['opensearch'];
  readonly removalPolicy: RemovalPolicy;
}

type NewDomain = Exclude<AwsSettings['opensearch'], { domain: string }>;

/**
 * Data nodes in three zones, encrypted at rest and in transit. The domain has no policy of its own: within one
 * account the policies of the functions' roles decide who may send which request.
 */
export class OpenSearchDomain extends Construct {
  readonly url: string;
  readonly domainArn: string;
  readonly domain: IDomain;
  readonly #diskGib: number;

  constructor(scope: Construct, id: string, props: OpenSearchDomainProps) {
    super(scope, id);
    const { settings } = props;
    this.domain = 'domain' in settings ? this.existing(settings) : this.newDomain(props, settings);
    this.#diskGib = settings.diskGib;
    this.url = 'domain' in settings ? settings.endpoint : `https://${this.domain.domainEndpoint}`;
    this.domainArn = this.domain.domainArn;
  }

  /** Percent of the fullest node's disk that is used. OpenSearch reports what is free, in MiB. */
  diskUsed(period: Duration): IMetric {
    const free = this.domain.metricFreeStorageSpace({ statistic: 'Minimum', period });
    return new MathExpression({
      expression: `100 * (1 - free / ${this.#diskGib * 1_024})`,
      label: '%',
      usingMetrics: { free },
      period,
    });
  }

  private existing({ domain, endpoint }: Extract<AwsSettings['opensearch'], { domain: string }>): IDomain {
    const domainArn = Stack.of(this).formatArn({ service: 'es', resource: 'domain', resourceName: domain });
    return Domain.fromDomainAttributes(this, 'Domain', { domainArn, domainEndpoint: endpoint });
  }

  private newDomain(
    { name, network, removalPolicy }: OpenSearchDomainProps,
    { node, nodes, diskGib, primary }: NewDomain,
  ): Domain {
    const logs = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/vendedlogs/opensearch/${name}`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy,
    });
    const mayLog = letOpenSearchLog(this, logs);
    const domain = new Domain(this, 'Domain', {
      domainName: name,
      version: EngineVersion.OPENSEARCH_3_7,
      // Another version changes the domain that there is; without this CloudFormation would make a new and empty one.
      enableVersionUpgrade: true,
      vpc: network.vpc,
      vpcSubnets: [network.subnets],
      securityGroups: [network.opensearch],
      capacity: {
        dataNodes: nodes,
        dataNodeInstanceType: node,
        ...(primary !== undefined && { masterNodes: 3, masterNodeInstanceType: primary }),
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
    return domain;
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
