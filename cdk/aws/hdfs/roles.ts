import { Aws, Stack } from 'aws-cdk-lib/core';
import { PolicyStatement, Role, ServicePrincipal, type IRole } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/** Marks what belongs to the cluster; EMR hands it on to the instances that it starts, and may touch those only. */
export const emrTag = 'marketplace:hdfs';

const ownAccount = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } };
const taggedOnRequest = { StringEquals: { [`aws:RequestTag/${emrTag}`]: 'true' } };
const tagged = { StringEquals: { [`aws:ResourceTag/${emrTag}`]: 'true' } };

/** What the nodes may do: put their logs into the bucket. */
export function emrNodeRole(scope: Construct, logs: IBucket): Role {
  const role = new Role(scope, 'NodeRole', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
  role.addToPolicy(new PolicyStatement({ actions: ['s3:PutObject'], resources: [logs.arnForObjects('hdfs/*')] }));
  return role;
}

export interface EmrServiceRoleProps {
  readonly nodeRole: IRole;
  readonly subnetId: string;
  readonly securityGroupIds: readonly string[];
}

/**
 * What EMR itself may do: start instances under the nodes' role in this subnet and these security groups, and stop those
 * again that carry the tag. It follows the managed policy AmazonEMRServicePolicy_v2, less what this cluster does not use
 * (fleets, scaling, placement groups, security groups of EMR's making).
 */
export function emrServiceRole(scope: Construct, { nodeRole, subnetId, securityGroupIds }: EmrServiceRoleProps): Role {
  const role = new Role(scope, 'ServiceRole', {
    assumedBy: new ServicePrincipal('elasticmapreduce.amazonaws.com', { conditions: ownAccount }),
  });
  const { partition, region, account } = Stack.of(scope);
  const ec2 = (resource: string, owner = account): string => `arn:${partition}:ec2:${region}:${owner}:${resource}`;
  const groups = securityGroupIds.map((group) => ec2(`security-group/${group}`));
  const started = ['instance/*', 'volume/*'].map((resource) => ec2(resource));
  const statements = [
    { actions: ['ec2:RunInstances', 'ec2:CreateNetworkInterface'], resources: [ec2(`subnet/${subnetId}`), ...groups] },
    { actions: ['ec2:RunInstances'], resources: [ec2('network-interface/*'), ec2('image/*', '')] },
    { actions: ['ec2:RunInstances'], resources: started, conditions: taggedOnRequest },
    { actions: ['ec2:CreateNetworkInterface'], resources: [ec2('network-interface/*')], conditions: taggedOnRequest },
    {
      actions: ['ec2:CreateTags'],
      resources: [...started, ec2('network-interface/*')],
      conditions: { StringEquals: { 'ec2:CreateAction': ['RunInstances', 'CreateNetworkInterface'] } },
    },
    { actions: ['ec2:TerminateInstances', 'ec2:ModifyInstanceAttribute'], resources: started, conditions: tagged },
    { actions: ['ec2:CreateTags', 'ec2:DeleteTags'], resources: started, conditions: tagged },
    { actions: ['ec2:DeleteNetworkInterface'], resources: [ec2('network-interface/*')], conditions: tagged },
    { actions: ['ec2:AuthorizeSecurityGroupIngress', 'ec2:AuthorizeSecurityGroupEgress'], resources: groups },
    { actions: ['ec2:RevokeSecurityGroupIngress', 'ec2:RevokeSecurityGroupEgress'], resources: groups },
    // AWS cannot restrict these to a resource.
    { actions: descriptions, resources: ['*'] },
    {
      actions: ['iam:PassRole'],
      resources: [nodeRole.roleArn],
      conditions: { StringLike: { 'iam:PassedToService': 'ec2.amazonaws.com*' } },
    },
  ];
  for (const statement of statements) role.addToPolicy(new PolicyStatement(statement));
  return role;
}

const descriptions = [
  'ec2:DescribeAccountAttributes',
  'ec2:DescribeCapacityReservations',
  'ec2:DescribeDhcpOptions',
  'ec2:DescribeImages',
  'ec2:DescribeInstances',
  'ec2:DescribeInstanceTypeOfferings',
  'ec2:DescribeLaunchTemplates',
  'ec2:DescribeNetworkAcls',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribePlacementGroups',
  'ec2:DescribeRouteTables',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets',
  'ec2:DescribeVolumes',
  'ec2:DescribeVolumeStatus',
  'ec2:DescribeVpcAttribute',
  'ec2:DescribeVpcEndpoints',
  'ec2:DescribeVpcs',
];
