import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { StoreAlarms } from '../aws/alarms.ts';
import { EmrCluster } from '../aws/emr-cluster.ts';
import { EmrServerless } from '../aws/emr-serverless.ts';
import { logBucket } from '../aws/log-bucket.ts';
import { MskCluster } from '../aws/msk-cluster.ts';
import { Network } from '../aws/network.ts';
import { OpenSearchDomain } from '../aws/opensearch-domain.ts';
import type { Target } from '../target.ts';

const removalPolicy = RemovalPolicy.RETAIN;

/** AWS: MSK, OpenSearch Service, HDFS and Spark of EMR, and a private network that the functions share with them. */
export const awsTarget = (areMappingsEnabled = true, allowedOrigins: readonly string[] = []): Target => ({
  nativePlatform: 'linux-x64',
  stack: { description: 'Product filter, index and search of the marketplace', terminationProtection: true },
  prepare(scope) {
    const network = new Network(scope, 'Network', removalPolicy);
    const { cluster } = new MskCluster(scope, 'Kafka', { network, removalPolicy });
    const domain = new OpenSearchDomain(scope, 'OpenSearch', { network, removalPolicy });
    const logs = logBucket(scope, 'EmrLogs', removalPolicy);
    const { clusterId, webHdfsUrl, hdfsUri } = new EmrCluster(scope, 'Hdfs', { network, logs, removalPolicy });
    const { spark } = new EmrServerless(scope, 'Spark', { network, logs, hdfsUri });
    return {
      kafka: { ...cluster, clients: network.kafkaClients },
      opensearch: { url: domain.url, domainArn: domain.domainArn, clients: network.opensearchClients },
      hdfs: { urls: [webHdfsUrl], clients: network.hdfsClients },
      spark,
      areMappingsEnabled,
      archiveWindow: Duration.seconds(60),
      network: {
        vpc: network.vpc,
        vpcSubnets: network.subnets,
        securityGroups: [network.functions],
      },
      reservesCalls: true,
      removalPolicy,
      environment: {},
      apiTags: {},
      allowedOrigins,
      watch: (alarms) =>
        void new StoreAlarms(scope, 'Stores', alarms, { kafka: cluster, opensearch: domain, hdfs: clusterId }),
    };
  },
});
