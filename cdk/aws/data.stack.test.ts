import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { topicNames } from '../../modules/platform/topics.ts';
import { aws, awsData, dataStackOf, large, stackFor } from '../../tests/support/stack.ts';
import { propertiesOf, resourcesOf } from '../../tests/support/template.ts';
import { awsTarget } from '../targets/aws.ts';
import { readSettings, type AwsSettings } from './settings.ts';

/** Types of what holds data, or is the only key to it, and the property that names it. */
const types = {
  'AWS::MSK::Cluster': 'ClusterName',
  'AWS::MSK::Topic': 'TopicName',
  'AWS::OpenSearchService::Domain': 'DomainName',
  'AWS::EMR::Cluster': 'Name',
  'AWS::KMS::Key': undefined,
  'AWS::S3::Bucket': undefined,
  'AWS::SecretsManager::Secret': 'Name',
} as const;

/** What a change of these costs: CloudFormation makes a new and empty one, and the old one is found by nobody. */
test('what holds data keeps its logical id and its name', () => {
  const found = Object.entries(types).flatMap(([type, property]) =>
    resourcesOf(awsData, type).map(({ id, properties }) => [id, property && properties[property]] as const),
  );
  const topic = new Set<unknown>(topicNames);
  expect(Object.fromEntries(found.filter(([, name]) => !topic.has(name)))).toEqual({
    KafkaCluster21A1BE89: 'marketplace',
    OpenSearchDomain099259C2: 'marketplace',
    HdfsCluster9F41593B: 'marketplace',
    HdfsDiskKey35DFA461: undefined,
    EmrLogsD6C4659A: undefined,
    HdfsCopiesBucket11DB4F7F: undefined,
    bansKeys085C374D: 'marketplace/moderator-keys',
    intakeKeysAAA2511E: 'marketplace/shop-keys',
    metricsKey81B6A810: 'marketplace/metrics-key',
    notifyBot5784D9D6: 'marketplace/telegram',
  });
  expect(
    found
      .filter(([, name]) => topic.has(name))
      .map(([id]) => id)
      .toSorted(),
  ).toEqual([
    'KafkaTopicbanhistory54C7963B',
    'KafkaTopicbannedproducts58C66AE0',
    'KafkaTopicbansweeps5072C762',
    'KafkaTopiccatalogchanges9FC5A4E2',
    'KafkaTopiccategoryanalytics9E9E1CB9',
    'KafkaTopiccategorystats3C3FDE20',
    'KafkaTopicclientqueries42AE7C37',
    'KafkaTopicdeadlettersE9BD180F',
    'KafkaTopicfilteredproductsA90875BF',
    'KafkaTopicproductsBD420D38',
    'KafkaTopicrecommendations3DF9A1E9',
    'KafkaTopicrejectedproductsEE880FB3',
  ]);
});

test('the functions come and go without data: nothing in their stack is kept, and nothing there holds any', () => {
  const { Resources } = aws.toJSON() as { Resources: Record<string, { DeletionPolicy?: string }> };
  const kept = Object.entries(Resources).filter(([, { DeletionPolicy = 'Delete' }]) => DeletionPolicy !== 'Delete');
  expect(kept).toEqual([]);
  expect(Object.keys(types).flatMap((type) => resourcesOf(aws, type))).toEqual([]);
});

test.each(Object.keys(types))(
  '%s stays when its stack goes, but not when its making fails, so that can be repeated',
  (type) => {
    const policies = resourcesOf(awsData, type).map(({ deletionPolicy }) => deletionPolicy);
    expect(policies.length).toBeGreaterThan(0);
    expect(new Set(policies)).toEqual(new Set(['RetainExceptOnCreate']));
  },
);

test('nothing of the stack of data stays when its making fails', () => {
  const { Resources } = awsData.toJSON() as { Resources: Record<string, { DeletionPolicy?: string }> };
  const policies = Object.values(Resources).map(({ DeletionPolicy = 'Delete' }) => DeletionPolicy);
  expect(new Set(policies)).toEqual(new Set(['Delete', 'RetainExceptOnCreate']));
});

describe.each([false, true])('with protected: %s', (isProtected) => {
  const functions = stackFor(awsTarget({ ...large, protected: isProtected }));

  test('the stack of data and the nodes of HDFS can be deleted or not, and the functions can', () => {
    const data = dataStackOf(functions);
    expect(data.terminationProtection).toBe(isProtected);
    expect(functions.terminationProtection ?? false).toBe(false);
    expect(propertiesOf(Template.fromStack(data), 'AWS::EMR::Cluster')).toMatchObject([
      { Instances: { TerminationProtected: isProtected } },
    ]);
  });
});

/** Properties that name a resource within an account. */
const naming = new Set([
  'FunctionName',
  'LogGroupName',
  'AlarmName',
  'TopicName',
  'DashboardName',
  'StateMachineName',
  'ClusterName',
  'DomainName',
  'Name',
]);

/** Names within a Kafka cluster, an EMR cluster and an API, of which each stage has its own. */
const within = new Set<string>([...topicNames, 'buyer', 'directories']);

function namesIn(settings: AwsSettings): string[] {
  const functions = stackFor(awsTarget(settings));
  const resources = [functions, dataStackOf(functions)].flatMap((stack) =>
    Object.values(Template.fromStack(stack).toJSON()['Resources'] as Record<string, { Properties?: object }>),
  );
  return resources
    .flatMap(({ Properties = {} }) => Object.entries(Properties))
    .flatMap(([property, name]) => (naming.has(property) && typeof name === 'string' ? [name] : []))
    .filter((name) => !within.has(name));
}

test('two stages of an account share no name', () => {
  const small = new Set(namesIn(readSettings('cdk/settings/aws.small.json')));
  expect(small.size).toBeGreaterThan(80);
  expect(namesIn(large).filter((name) => small.has(name))).toEqual([]);
});

test('a VPC, a Kafka and an OpenSearch that there are, are used and not made', () => {
  const functions = stackFor(
    awsTarget({
      ...large,
      vpc: {
        id: 'vpc-0a1',
        subnets: { 'eu-central-1a': 'subnet-1', 'eu-central-1b': 'subnet-2', 'eu-central-1c': 'subnet-3' },
      },
      kafka: { arn: 'arn:aws:kafka:eu-central-1:111122223333:cluster/shared/ab-1', securityGroup: 'sg-1', brokers: 3 },
      opensearch: { domain: 'shared', endpoint: 'https://vpc-shared.example', securityGroup: 'sg-2', diskGib: 100 },
    }),
  );
  const data = Template.fromStack(dataStackOf(functions));
  for (const type of ['EC2::VPC', 'EC2::VPCEndpoint', 'EC2::FlowLog', 'MSK::Cluster', 'OpenSearchService::Domain'])
    expect(resourcesOf(data, `AWS::${type}`)).toEqual([]);
  expect(resourcesOf(data, 'AWS::MSK::Topic')).toHaveLength(topicNames.length);
  expect(propertiesOf(data, 'AWS::EC2::SecurityGroupIngress')).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ GroupId: 'sg-1', FromPort: 9098 }),
      expect.objectContaining({ GroupId: 'sg-2', FromPort: 443 }),
    ]),
  );
  const environments = JSON.stringify(propertiesOf(Template.fromStack(functions), 'AWS::Lambda::Function'));
  expect(environments).toContain('https://vpc-shared.example');
  expect(environments).toContain(':cluster/shared/ab-1');
});

test('another version of OpenSearch changes the domain that there is', () => {
  const domains = Object.values(awsData.findResources('AWS::OpenSearchService::Domain'));
  expect(domains).toMatchObject([{ UpdatePolicy: { EnableVersionUpgrade: true } }]);
});
