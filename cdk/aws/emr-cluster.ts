import { Fn, type RemovalPolicy } from 'aws-cdk-lib/core';
import { CfnCluster } from 'aws-cdk-lib/aws-emr';
import { CfnInstanceProfile } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { encryptDisks } from './emr-encryption.ts';
import { emrNodeRole, emrServiceRole, emrTag } from './emr-roles.ts';
import { hdfsPorts, type Network } from './network.ts';

export interface EmrClusterProps {
  readonly network: Network;
  /** Where EMR puts what the nodes log, under `hdfs/`. */
  readonly logs: IBucket;
  readonly removalPolicy: RemovalPolicy;
}

/** https://docs.aws.amazon.com/emr/latest/ReleaseGuide/emr-release-7x.html */
const releaseLabel = 'emr-7.12.0';
const name = 'marketplace';

const configurations = [
  {
    classification: 'hdfs-site',
    configurationProperties: {
      'dfs.replication': '3',
      'dfs.webhdfs.enabled': 'true',
      'dfs.permissions.enabled': 'true',
    },
  },
];

/**
 * HDFS: one primary node with the NameNode and three core nodes with a DataNode each, so that every block has a copy on
 * each. Nothing but Hadoop is installed. In one zone, as clusters of EMR are. Its disks are encrypted; WebHDFS is not, the
 * security groups keep it to those who must see it.
 */
export class EmrCluster extends Construct {
  readonly clusterId: string;
  /** Where WebHDFS answers. */
  readonly webHdfsUrl: string;
  /** Where Hadoop's own protocol answers. */
  readonly hdfsUri: string;

  constructor(scope: Construct, id: string, { network, logs, removalPolicy }: EmrClusterProps) {
    super(scope, id);
    const [subnetId = ''] = network.vpc.selectSubnets(network.subnets).subnetIds;
    const nodeRole = emrNodeRole(this, logs);
    const profile = new CfnInstanceProfile(this, 'Profile', { roles: [nodeRole.roleName] });
    const groups = [network.hdfsPrimary, network.hdfsCore, network.emrService];
    const serviceRole = emrServiceRole(this, {
      nodeRole,
      subnetId,
      securityGroupIds: groups.map(({ securityGroupId }) => securityGroupId),
    });
    const securityConfiguration = encryptDisks(this, { nodeRole, serviceRole, removalPolicy });
    const cluster = new CfnCluster(this, 'Cluster', {
      name,
      releaseLabel,
      applications: [{ name: 'Hadoop' }],
      configurations,
      serviceRole: serviceRole.roleName,
      jobFlowRole: profile.ref,
      securityConfiguration: securityConfiguration.ref,
      logUri: `s3://${logs.bucketName}/hdfs/`,
      ebsRootVolumeSize: 30,
      instances: {
        ec2SubnetId: subnetId,
        masterInstanceGroup: nodes('primary', 1, 50),
        coreInstanceGroup: nodes('core', 3, 500),
        emrManagedMasterSecurityGroup: network.hdfsPrimary.securityGroupId,
        emrManagedSlaveSecurityGroup: network.hdfsCore.securityGroupId,
        serviceAccessSecurityGroup: network.emrService.securityGroupId,
        keepJobFlowAliveWhenNoSteps: true,
        terminationProtected: true,
        // A node that looks unwell keeps its blocks until somebody has looked.
        unhealthyNodeReplacement: false,
      },
      tags: [{ key: emrTag, value: 'true' }],
    });
    cluster.node.addDependency(serviceRole, nodeRole);
    cluster.applyRemovalPolicy(removalPolicy);
    this.clusterId = cluster.ref;
    const host = cluster.attrMasterPublicDns;
    this.webHdfsUrl = Fn.join('', ['http://', host, `:${hdfsPorts.nameNodeHttp}`]);
    this.hdfsUri = Fn.join('', ['hdfs://', host, `:${hdfsPorts.nameNode}`]);
  }
}

const nodes = (group: string, instanceCount: number, sizeInGb: number): CfnCluster.InstanceGroupConfigProperty => ({
  name: group,
  instanceCount,
  instanceType: 'm7g.xlarge',
  market: 'ON_DEMAND',
  ebsConfiguration: {
    ebsOptimized: true,
    ebsBlockDeviceConfigs: [{ volumeSpecification: { volumeType: 'gp3', sizeInGb }, volumesPerInstance: 1 }],
  },
});
