import type { RemovalPolicy } from 'aws-cdk-lib/core';
import { CfnCluster } from 'aws-cdk-lib/aws-emr';
import { CfnInstanceProfile } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Network } from '../network.ts';
import type { AwsSettings } from '../settings.ts';
import { copyEveryNight, makeDirectories } from './copies.ts';
import { encryptDisks } from './encryption.ts';
import { nameNodesOf, type NameNodes } from './name-nodes.ts';
import { emrNodeRole, emrServiceRole, emrTag } from './roles.ts';

export interface EmrClusterProps {
  readonly name: string;
  readonly network: Network;
  readonly settings: AwsSettings['files'];
  /** Whether its nodes cannot be ended. */
  readonly isProtected: boolean;
  /** Where EMR puts what the nodes log, under `hdfs/`. */
  readonly logs: IBucket;
  readonly removalPolicy: RemovalPolicy;
}

/**
 * https://docs.aws.amazon.com/emr/latest/ReleaseGuide/emr-release-7x.html
 * Another release is another cluster with empty disks: docs/aws.md says how one moves.
 */
const releaseLabel = 'emr-7.12.0';

const configurations = [
  {
    classification: 'hdfs-site',
    configurationProperties: {
      'dfs.replication': '3',
      'dfs.webhdfs.enabled': 'true',
      'dfs.permissions.enabled': 'true',
      // Whose user the steps of the cluster run under.
      'dfs.permissions.superusergroup': 'hadoop',
    },
  },
];

/**
 * HDFS: primary nodes with a NameNode each and core nodes with a DataNode each, three copies of every block. Nothing but Hadoop
 * is installed. In one zone, as clusters of EMR are; a copy in S3 outlives it. Its disks are encrypted; WebHDFS is not, the
 * security groups keep it to those who must see it.
 */
export class EmrCluster extends Construct {
  readonly clusterId: string;
  readonly nameNodes: NameNodes;

  constructor(scope: Construct, id: string, props: EmrClusterProps) {
    super(scope, id);
    const { name, settings, logs, removalPolicy } = props;
    const nodeRole = emrNodeRole(this, logs);
    const cluster = this.cluster(props, nodeRole);
    this.clusterId = cluster.ref;
    this.nameNodes = nameNodesOf(this, cluster, settings.primaries, settings.lookUp);
    makeDirectories(this, cluster);
    copyEveryNight(this, { cluster, nodeRole, service: name, keepDays: settings.keepCopiesDays, logs, removalPolicy });
  }

  private cluster(
    { name, network, settings, isProtected, logs, removalPolicy }: EmrClusterProps,
    nodeRole: ReturnType<typeof emrNodeRole>,
  ): CfnCluster {
    const [subnetId = ''] = network.vpc.selectSubnets(network.subnets).subnetIds;
    const profile = new CfnInstanceProfile(this, 'Profile', { roles: [nodeRole.roleName] });
    const groups = [network.hdfsPrimary, network.hdfsCore, network.emrService];
    const securityGroupIds = groups.map(({ securityGroupId }) => securityGroupId);
    const serviceRole = emrServiceRole(this, { nodeRole, subnetId, securityGroupIds });
    const security = encryptDisks(this, { nodeRole, serviceRole, removalPolicy });
    const { primary, primaries, node, nodes: cores, diskGib } = settings;
    const cluster = new CfnCluster(this, 'Cluster', {
      name,
      releaseLabel,
      applications: [{ name: 'Hadoop' }],
      configurations,
      serviceRole: serviceRole.roleName,
      jobFlowRole: profile.ref,
      securityConfiguration: security.ref,
      logUri: `s3://${logs.bucketName}/hdfs/`,
      ebsRootVolumeSize: 30,
      instances: {
        ec2SubnetId: subnetId,
        masterInstanceGroup: nodes('primary', primary, primaries, 50),
        coreInstanceGroup: nodes('core', node, cores, diskGib),
        emrManagedMasterSecurityGroup: network.hdfsPrimary.securityGroupId,
        emrManagedSlaveSecurityGroup: network.hdfsCore.securityGroupId,
        serviceAccessSecurityGroup: network.emrService.securityGroupId,
        keepJobFlowAliveWhenNoSteps: true,
        terminationProtected: isProtected,
        // A node that looks unwell keeps its blocks until somebody has looked.
        unhealthyNodeReplacement: false,
      },
      tags: [{ key: emrTag, value: 'true' }],
    });
    cluster.node.addDependency(serviceRole, nodeRole);
    cluster.applyRemovalPolicy(removalPolicy);
    return cluster;
  }
}

const nodes = (
  group: string,
  instanceType: string,
  instanceCount: number,
  sizeInGb: number,
): CfnCluster.InstanceGroupConfigProperty => ({
  name: group,
  instanceCount,
  instanceType,
  market: 'ON_DEMAND',
  ebsConfiguration: {
    ebsOptimized: true,
    ebsBlockDeviceConfigs: [{ volumeSpecification: { volumeType: 'gp3', sizeInGb }, volumesPerInstance: 1 }],
  },
});
