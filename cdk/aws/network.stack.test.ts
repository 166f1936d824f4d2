import { expect, test } from 'vitest';
import {
  functionNames,
  kafkaFunctionNames,
  lambdaName,
  type FunctionName,
} from '../../modules/platform/function-names.ts';
import { aws, awsData, searching } from '../../tests/support/stack.ts';
import { lambdaOf, only, propertiesOf, resourcesOf, type Value } from '../../tests/support/template.ts';

test('the network on AWS spans three zones and has no way to the internet', () => {
  expect(resourcesOf(awsData, 'AWS::EC2::Subnet')).toHaveLength(3);
  expect(resourcesOf(awsData, 'AWS::EC2::InternetGateway')).toEqual([]);
  expect(resourcesOf(awsData, 'AWS::EC2::NatGateway')).toEqual([]);
  const outside = propertiesOf(aws, 'AWS::Lambda::Function').filter(({ VpcConfig }) => VpcConfig === undefined);
  expect(outside.map(({ FunctionName }) => FunctionName)).toEqual([lambdaName('notify')]);
});

test('in that network only Kafka over TLS, HTTPS and HDFS pass, from group to group, and HTTPS on to S3', () => {
  const inline = propertiesOf<{ SecurityGroupIngress?: Rule[]; SecurityGroupEgress?: Rule[] }>(
    awsData,
    'AWS::EC2::SecurityGroup',
  ).flatMap((group) => [...(group.SecurityGroupIngress ?? []), ...(group.SecurityGroupEgress ?? [])]);
  // CDK's way to write "nothing": ICMP to an address that nobody has. The network itself leads nowhere but to S3.
  const outward = inline.filter(({ CidrIp }) => CidrIp !== '255.255.255.255/32');
  expect(outward).toHaveLength(3);
  for (const rule of outward) expect(rule).toMatchObject({ CidrIp: '0.0.0.0/0', FromPort: 443, ToPort: 443 });
  const rules = ['Ingress', 'Egress'].flatMap((way) => propertiesOf<Rule>(awsData, `AWS::EC2::SecurityGroup${way}`));
  expect(new Set(rules.map(({ FromPort }) => FromPort))).toEqual(
    new Set([9098, 443, 9870, 9864, 8020, 9866, 8443, 9443, 0]),
  );
  expect(rules.filter(({ CidrIp }) => CidrIp !== undefined)).toEqual([]);
});

interface Rule {
  readonly CidrIp?: string;
  readonly FromPort?: number;
  readonly ToPort?: number;
  readonly GroupId?: Value;
  readonly SourceSecurityGroupId?: Value;
}

/** Groups that may send to a group, by the beginnings of their ids in the template. */
const sendersTo = (group: string, port: number): string[] =>
  propertiesOf<Rule>(awsData, 'AWS::EC2::SecurityGroupIngress')
    .filter(({ GroupId, FromPort }) => FromPort === port && JSON.stringify(GroupId).includes(`Network${group}`))
    .map(
      ({ SourceSecurityGroupId }) =>
        /Network(?<name>[A-Z][A-Za-z]*?)[0-9A-F]{8}/.exec(JSON.stringify(SourceSecurityGroupId))?.groups?.['name'] ??
        '',
    )
    .toSorted();

test.each([
  ['Brokers', 9098, ['Brokers', 'KafkaClients']],
  ['OpenSearch', 443, ['OpenSearchClients']],
  ['HdfsPrimary', 9870, ['HdfsClients']],
  ['HdfsCore', 9864, ['HdfsClients']],
  ['HdfsPrimary', 8020, ['Spark']],
  ['HdfsCore', 9866, ['Spark']],
  ['HdfsPrimary', 0, ['HdfsCore', 'HdfsPrimary']],
  ['HdfsCore', 0, ['HdfsCore', 'HdfsPrimary']],
  ['HdfsPrimary', 8443, ['EmrService']],
  ['HdfsCore', 8443, ['EmrService']],
  ['EmrService', 9443, ['HdfsPrimary']],
])('to the group %s at port %i send only %j', (group, port, senders) => {
  expect(sendersTo(group, port)).toEqual(senders);
});

/** The security groups of a function, by the beginnings of their ids in the template. */
const groupsOf = (name: FunctionName): string[] =>
  (lambdaOf(aws, name).properties.VpcConfig?.SecurityGroupIds ?? []).map(
    (group) => /Network(?<name>[A-Z][A-Za-z]*?)[0-9A-F]{8}/.exec(JSON.stringify(group))?.groups?.['name'] ?? '',
  );

const reaching = (group: string): FunctionName[] => functionNames.filter((name) => groupsOf(name).includes(group));

test.each([
  ['Kafka', 'KafkaClients', kafkaFunctionNames],
  ['OpenSearch', 'OpenSearchClients', searching],
  ['HDFS', 'HdfsClients', ['archive', 'analytics', 'metrics']],
  ['services of AWS', 'Functions', functionNames.filter((name) => name !== 'notify')],
] as const)('only functions that need it reach %s', (_, group, names) => {
  expect(new Set(reaching(group))).toEqual(new Set(names));
});

test('the network on AWS logs what its security groups refuse', () => {
  expect(only(propertiesOf(awsData, 'AWS::EC2::FlowLog'), 'flow log')).toMatchObject({
    ResourceType: 'VPC',
    TrafficType: 'REJECT',
    LogDestinationType: 'cloud-watch-logs',
  });
});

test('the network on AWS reaches S3 by a gateway', () => {
  expect(propertiesOf(awsData, 'AWS::EC2::VPCEndpoint')).toContainEqual(
    expect.objectContaining({ VpcEndpointType: 'Gateway', RouteTableIds: [{}, {}, {}].map(() => expect.anything()) }),
  );
});

test.each(['secretsmanager', 'lambda', 'sts', 'kafka', 'kms', 'monitoring'])(
  'the network on AWS has an endpoint of %s',
  (service) => {
    expect(propertiesOf(awsData, 'AWS::EC2::VPCEndpoint')).toContainEqual(
      expect.objectContaining({
        VpcEndpointType: 'Interface',
        ServiceName: `com.amazonaws.eu-central-1.${service}`,
      }),
    );
  },
);

interface EndpointPolicy {
  readonly ServiceName: unknown;
  readonly PolicyDocument: { readonly Statement: readonly Readonly<Record<string, unknown>>[] };
}

const policiesOf = (service: string) =>
  propertiesOf<EndpointPolicy>(awsData, 'AWS::EC2::VPCEndpoint')
    .filter(({ ServiceName }) => ServiceName === `com.amazonaws.eu-central-1.${service}`)
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);

test.each(['secretsmanager', 'lambda', 'sts', 'kafka', 'kms', 'monitoring'])(
  'the endpoint of %s serves nobody of another account',
  (service) => {
    expect(policiesOf(service).filter(({ Principal }) => JSON.stringify(Principal).includes('*'))).toEqual([
      expect.objectContaining({ Condition: { StringEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } } }),
    ]);
  },
);

test.each(['lambda', 'sts'])(
  'the endpoint of %s lets pollers take the role of their function and call it',
  (service) => {
    expect(policiesOf(service)).toContainEqual({
      Effect: 'Allow',
      Principal: { Service: 'lambda.amazonaws.com' },
      Action: ['lambda:InvokeFunction', 'sts:AssumeRole'],
      Resource: '*',
    });
  },
);

test('the gateway of S3 lets nobody do more than read, write and remove objects', () => {
  const gateway = propertiesOf<EndpointPolicy & { VpcEndpointType: string }>(awsData, 'AWS::EC2::VPCEndpoint').find(
    ({ VpcEndpointType }) => VpcEndpointType === 'Gateway',
  );
  const actions = gateway?.PolicyDocument.Statement.flatMap(({ Action }) => Action as string[]) ?? [];
  expect(actions).toContain('s3:GetObject');
  expect(actions.filter((action) => /\*|Policy|Acl|Bucket(?!Location|Multipart)/u.test(action))).toEqual([
    's3:ListBucket',
  ]);
});
