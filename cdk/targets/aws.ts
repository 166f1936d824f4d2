import { Duration } from 'aws-cdk-lib/core';
import { stackName } from '../../modules/platform/function-names.ts';
import { StoreAlarms } from '../aws/alarms.ts';
import { DataStack, kept } from '../aws/data-stack.ts';
import { EmrServerless } from '../aws/emr-serverless.ts';
import type { AwsSettings } from '../aws/settings.ts';
import type { Target } from '../target.ts';

/** AWS: a stack beside the functions' holds MSK, OpenSearch Service, HDFS of EMR, and the private network that they share. */
export const awsTarget = (settings: AwsSettings): Target => {
  const { stage, region, analyses, alarms: limits } = settings;
  const name = stage === 'prod' ? stackName : `${stackName}-${stage}`;
  return {
    nativePlatform: 'linux-x64',
    name,
    stack: { description: 'Product filter, index and search of the marketplace', env: { region } },
    prepare(functions) {
      const data = new DataStack(functions.node.root, name, settings);
      const { network, kafka, opensearch, hdfs, logs } = data;
      const { spark } = new EmrServerless(functions, 'Spark', {
        network,
        logs,
        nameNodes: hdfs.nameNodes,
        vcpus: analyses.sparkVcpus,
      });
      return {
        kafka: { name: kafka.name, arn: kafka.arn, login: 'iam', clients: network.kafkaClients },
        opensearch: {
          url: opensearch.url,
          domainArn: opensearch.domainArn,
          layout: settings.indices,
          clients: network.opensearchClients,
        },
        hdfs: { urls: hdfs.nameNodes.webHdfsUrls, clients: network.hdfsClients },
        spark,
        analyses: { engine: analyses.engine, every: Duration.minutes(analyses.everyMinutes) },
        pollerGroup: name,
        archiveWindow: Duration.seconds(60),
        network: { vpc: network.vpc, vpcSubnets: network.subnets, securityGroups: [network.functions] },
        reservesCalls: true,
        lasting: data,
        removalPolicy: kept,
        environment: {},
        apiTags: {},
        allowedOrigins: settings.origins,
        watch: (alarms) =>
          void new StoreAlarms(functions, 'Stores', alarms, {
            kafka,
            brokers: settings.kafka.brokers,
            opensearch,
            hdfs: hdfs.clusterId,
            copies: name,
            limits,
          }),
      };
    },
  };
};
