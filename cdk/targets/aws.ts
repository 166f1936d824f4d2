import { Duration } from 'aws-cdk-lib/core';
import { stackName } from '../../modules/platform/function-names.ts';
import { StoreAlarms } from '../aws/alarms.ts';
import { DataStack, kept } from '../aws/data-stack.ts';
import { EmrServerless } from '../spark/emr-serverless.ts';
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
      const { nameNodes } = hdfs;
      const { engine, everyMinutes, sparkVcpus: vcpus } = analyses;
      return {
        kafka: { name: kafka.name, arn: kafka.arn, login: 'iam', clients: network.kafkaClients },
        opensearch: {
          url: opensearch.url,
          domainArn: opensearch.domainArn,
          layout: settings.indices,
          clients: network.opensearchClients,
        },
        hdfs: { urls: nameNodes.webHdfsUrls, clients: network.hdfsClients },
        ...(engine === 'spark' && {
          spark: new EmrServerless(functions, 'Spark', { network, logs, nameNodes, vcpus }).spark,
        }),
        analysesEvery: Duration.minutes(everyMinutes),
        pollerGroup: name,
        archiveWindow: Duration.seconds(60),
        network: { vpc: network.vpc, vpcSubnets: network.subnets, securityGroups: [network.functions] },
        reservesCalls: true,
        lasting: data,
        removalPolicy: kept,
        environment: {},
        apiTags: {},
        allowedOrigins: settings.origins,
        logsRequests: true,
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
