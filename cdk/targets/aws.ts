import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { MskCluster } from '../aws/msk-cluster.ts';
import { Network } from '../aws/network.ts';
import { OpenSearchDomain } from '../aws/opensearch-domain.ts';
import type { Target } from '../target.ts';

const removalPolicy = RemovalPolicy.RETAIN;

/** AWS: MSK, OpenSearch Service, and a private network that the functions share with them. */
export const awsTarget: Target = {
  stack: { description: 'Product filter, index and search of the marketplace', terminationProtection: true },
  prepare(scope) {
    const network = new Network(scope, 'Network');
    const { cluster } = new MskCluster(scope, 'Kafka', { network, removalPolicy });
    const { url, domainArn } = new OpenSearchDomain(scope, 'OpenSearch', { network, removalPolicy });
    return {
      kafka: cluster,
      opensearch: { url, domainArn },
      hdfs: { urls: ['http://namenode:9870'] },
      archiveWindow: Duration.seconds(60),
      network: {
        vpc: network.vpc,
        vpcSubnets: network.subnets,
        securityGroups: [network.functions],
      },
      removalPolicy,
      environment: {},
      apiTags: {},
    };
  },
};
