import { Fn, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import type { CfnCluster } from 'aws-cdk-lib/aws-emr';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import type { Construct } from 'constructs';
import { hdfsPorts } from '../network.ts';

/** How HDFS is reached. */
export interface NameNodes {
  /** Where WebHDFS answers, of several one is active. */
  readonly webHdfsUrls: readonly string[];
  /** Where Hadoop's own protocol answers. */
  readonly hdfsUri: string;
  /** What Hadoop's clients must know besides: which name nodes the name in hdfsUri stands for. */
  readonly configuration: Readonly<Record<string, string>>;
}

const nameService = 'marketplace';

const at = (scheme: string, host: string, port: number): string => Fn.join('', [`${scheme}://`, host, `:${port}`]);

/** Of three primary nodes each has a NameNode (EMR 6 and later), and CloudFormation knows the address of one only. */
export function nameNodesOf(scope: Construct, cluster: CfnCluster, primaries: number, lookUp: number): NameNodes {
  const hosts = primaries === 1 ? [cluster.attrMasterPublicDns] : lookedUp(scope, cluster, primaries, lookUp);
  const webHdfsUrls = hosts.map((host) => at('http', host, hdfsPorts.nameNodeHttp));
  const [only = ''] = hosts;
  if (hosts.length === 1) return { webHdfsUrls, hdfsUri: at('hdfs', only, hdfsPorts.nameNode), configuration: {} };
  return { webHdfsUrls, hdfsUri: `hdfs://${nameService}`, configuration: highlyAvailable(hosts) };
}

/** Asks EMR for the nodes' names, when the cluster is made and whenever `lookUp` changes. */
function lookedUp(scope: Construct, cluster: CfnCluster, primaries: number, lookUp: number): string[] {
  const clusterArn = Stack.of(scope).formatArn({
    service: 'elasticmapreduce',
    resource: 'cluster',
    resourceName: cluster.ref,
  });
  const fields = Array.from({ length: primaries }, (_, index) => `Instances.${index}.PrivateDnsName`);
  const call = {
    service: 'EMR',
    action: 'listInstances',
    parameters: { ClusterId: cluster.ref, InstanceGroupTypes: ['MASTER'], InstanceStates: ['RUNNING'] },
    outputPaths: fields,
    physicalResourceId: PhysicalResourceId.of(`name-nodes-${lookUp}`),
  };
  const answer = new AwsCustomResource(scope, 'NameNodes', {
    onUpdate: call,
    installLatestAwsSdk: false,
    logGroup: new LogGroup(scope, 'NameNodesLogs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    }),
    policy: AwsCustomResourcePolicy.fromStatements([
      new PolicyStatement({ actions: ['elasticmapreduce:ListInstances'], resources: [clusterArn] }),
    ]),
  });
  return fields.map((field) => answer.getResponseField(field));
}

/** https://hadoop.apache.org/docs/stable/hadoop-project-dist/hadoop-hdfs/HDFSHighAvailabilityWithQJM.html */
const highlyAvailable = (hosts: readonly string[]): Record<string, string> => ({
  'dfs.nameservices': nameService,
  [`dfs.ha.namenodes.${nameService}`]: hosts.map((_, index) => `nn${index + 1}`).join(','),
  ...Object.fromEntries(
    hosts.map((host, index) => [
      `dfs.namenode.rpc-address.${nameService}.nn${index + 1}`,
      Fn.join('', [host, `:${hdfsPorts.nameNode}`]),
    ]),
  ),
  [`dfs.client.failover.proxy.provider.${nameService}`]:
    'org.apache.hadoop.hdfs.server.namenode.ha.ConfiguredFailoverProxyProvider',
});
