import type { RemovalPolicy } from 'aws-cdk-lib/core';
import { EbsDeviceVolumeType } from 'aws-cdk-lib/aws-ec2';
import { Domain, EngineVersion, TLSSecurityPolicy } from 'aws-cdk-lib/aws-opensearchservice';
import { Construct } from 'constructs';
import type { Network } from './network.ts';

export interface OpenSearchDomainProps {
  readonly network: Network;
  readonly removalPolicy: RemovalPolicy;
}

/**
 * Three data nodes in as many zones, encrypted at rest and in transit. The domain has no policy of its own: within one
 * account the policies of the functions' roles decide who may send which request.
 */
export class OpenSearchDomain extends Construct {
  readonly url: string;
  readonly domainArn: string;

  constructor(scope: Construct, id: string, { network, removalPolicy }: OpenSearchDomainProps) {
    super(scope, id);
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
      ebs: { volumeType: EbsDeviceVolumeType.GP3, volumeSize: 100 },
      encryptionAtRest: { enabled: true },
      nodeToNodeEncryption: true,
      enforceHttps: true,
      tlsSecurityPolicy: TLSSecurityPolicy.TLS_1_2_PFS,
      removalPolicy,
    });
    this.url = `https://${domain.domainEndpoint}`;
    this.domainArn = domain.domainArn;
  }
}
