import { Annotations, type RemovalPolicy } from 'aws-cdk-lib/core';
import {
  type CfnSubnet,
  FlowLogDestination,
  FlowLogTrafficType,
  GatewayVpcEndpointAwsService,
  IpAddresses,
  SubnetType,
  Vpc,
  type IVpc,
  type SubnetSelection,
} from 'aws-cdk-lib/aws-ec2';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { AwsSettings } from './settings.ts';

/** The private subnets, one in each of three zones. */
export const privateSubnets: SubnetSelection = { subnetType: SubnetType.PRIVATE_ISOLATED };

/** The network that a stage stands in: one of its own without a way to the internet, or one that there is. */
export function vpcOf(scope: Construct, { vpc, region }: AwsSettings, removalPolicy: RemovalPolicy): IVpc {
  if ('new' in vpc) return newVpc(scope, vpc.new, removalPolicy);
  const existing = Vpc.fromVpcAttributes(scope, 'Vpc', {
    vpcId: vpc.id,
    region,
    availabilityZones: Object.keys(vpc.subnets),
    isolatedSubnetIds: Object.values(vpc.subnets),
  });
  Annotations.of(existing).acknowledgeWarning(
    '@aws-cdk/aws-ec2:noSubnetRouteTableId',
    'its routes are those of its owner',
  );
  return existing;
}

function newVpc(
  scope: Construct,
  { cidr, zones }: { readonly cidr: string; readonly zones: readonly string[] },
  removalPolicy: RemovalPolicy,
): IVpc {
  const vpc = new Vpc(scope, 'Vpc', {
    ipAddresses: IpAddresses.cidr(cidr),
    // CDK counts them here; which zones they are the subnets say themselves, by id.
    availabilityZones: [...zones],
    natGateways: 0,
    // Nothing is in the default group; emptying it would take a function with rights over every group.
    restrictDefaultSecurityGroup: false,
    subnetConfiguration: [{ name: 'private', subnetType: SubnetType.PRIVATE_ISOLATED }],
  });
  for (const [index, subnet] of vpc.isolatedSubnets.entries()) {
    const made = subnet.node.defaultChild as CfnSubnet;
    const zone = zones[index];
    if (zone === undefined) continue;
    made.addPropertyDeletionOverride('AvailabilityZone');
    made.availabilityZoneId = zone;
  }
  logRefusals(scope, vpc, removalPolicy);
  // Package repositories and logs of EMR's nodes, copies of files, programs and logs of Spark's jobs.
  const s3 = vpc.addGatewayEndpoint('S3', { service: GatewayVpcEndpointAwsService.S3, subnets: [privateSubnets] });
  s3.addToPolicy(new PolicyStatement({ principals: [new AnyPrincipal()], actions: s3Calls, resources: ['*'] }));
  return vpc as IVpc;
}

/** EMR reads its packages from buckets of AWS, so the endpoint says which calls pass and not which buckets. */
const s3Calls = [
  's3:GetObject',
  's3:GetObjectVersion',
  's3:ListBucket',
  's3:GetBucketLocation',
  's3:PutObject',
  's3:DeleteObject',
  's3:AbortMultipartUpload',
  's3:ListBucketMultipartUploads',
  's3:ListMultipartUploadParts',
];

/** Who tried to reach what the groups do not let them reach: what they do let would be as much as Kafka carries. */
function logRefusals(scope: Construct, vpc: Vpc, removalPolicy: RemovalPolicy): void {
  const logGroup = new LogGroup(scope, 'Refusals', { retention: RetentionDays.ONE_MONTH, removalPolicy });
  vpc.addFlowLog('FlowLog', {
    destination: FlowLogDestination.toCloudWatchLogs(logGroup),
    trafficType: FlowLogTrafficType.REJECT,
  });
}
