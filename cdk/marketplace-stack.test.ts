// One file: loading CDK takes longer than all of its tests.
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { Code } from 'aws-cdk-lib/aws-lambda';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { hdfsConfig, kafkaConfig, opensearchConfig, sparkConfig } from '../modules/config/environment.ts';
import { consumerGroup, principals, type Rights } from '../modules/platform/access.ts';
import { topics, type Topic } from '../modules/platform/topics.ts';
import {
  functionNames,
  kafkaAuthoritySecretName,
  kafkaFunctionNames,
  kafkaSecretName,
  lambdaName,
  metricsKeySecretName,
  telegramSecretName,
  type FunctionName,
} from '../modules/platform/function-names.ts';
import { MarketplaceStack } from './marketplace-stack.ts';
import type { Target } from './target.ts';
import { awsTarget } from './targets/aws.ts';
import { chooseTarget } from './targets/choose.ts';
import { localTarget } from './targets/local.ts';

/** A value in a template: a text, or an intrinsic function. */
type Value = string | Readonly<Record<string, unknown>>;

const noCode: Code = Code.fromInline('export {}');
const synthesize = (target: Target): Template =>
  Template.fromStack(
    new MarketplaceStack(
      new App({ context: recommendedFlags }),
      target,
      Object.fromEntries(functionNames.map((name) => [name, noCode])) as Record<FunctionName, Code>,
    ),
  );

const local = synthesize(localTarget(10_000));
const aws = synthesize(awsTarget);
const places = [
  ['local', local],
  ['aws', aws],
] as const;

interface Resource<Properties> {
  readonly id: string;
  readonly properties: Properties;
  readonly deletionPolicy: string | undefined;
}

const resourceSchema = z.record(
  z.string(),
  z.object({ Properties: z.record(z.string(), z.unknown()).default({}), DeletionPolicy: z.string().optional() }),
);

/** Resources of a type; the caller says which properties it reads. */
const resourcesOf = <Properties = Readonly<Record<string, unknown>>>(
  template: Template,
  type: string,
): Resource<Properties>[] =>
  Object.entries(resourceSchema.parse(template.findResources(type))).map(([id, { Properties, DeletionPolicy }]) => ({
    id,
    properties: Properties as Properties,
    deletionPolicy: DeletionPolicy,
  }));

const propertiesOf = <Properties = Readonly<Record<string, unknown>>>(template: Template, type: string): Properties[] =>
  resourcesOf<Properties>(template, type).map(({ properties }) => properties);

function the<T>(items: readonly T[], what: string): T {
  const [item, ...others] = items;
  if (item === undefined || others.length > 0) throw new Error(`${items.length} instead of one ${what}`);
  return item;
}

interface FunctionProperties {
  readonly FunctionName: string;
  readonly Role: Value;
  readonly Environment: { readonly Variables: Readonly<Record<string, Value>> };
}

const lambdaOf = (template: Template, name: FunctionName): Resource<FunctionProperties> =>
  the(
    resourcesOf<FunctionProperties>(template, 'AWS::Lambda::Function').filter(
      ({ properties }) => properties.FunctionName === lambdaName(name),
    ),
    `function ${name}`,
  );

const secretId = (template: Template, name: string): string =>
  the(
    resourcesOf<{ Name: string }>(template, 'AWS::SecretsManager::Secret').filter(
      ({ properties }) => properties.Name === name,
    ),
    `secret ${name}`,
  ).id;

const consumed: readonly (readonly [(typeof kafkaFunctionNames)[number], Topic])[] = [
  ['filter', 'products'],
  ['index', 'filtered_products'],
  ['index', 'rejected_products'],
  ['index', 'client_queries'],
  ['aggregate', 'catalog_changes'],
  ['archive', 'products'],
  ['archive', 'client_queries'],
];

/** Functions that ask OpenSearch. */
const searching: readonly FunctionName[] = [
  'index',
  'aggregate',
  'analytics',
  'search',
  'categories',
  'recommend',
  'events',
  'metrics',
];

/** Secrets of functions beside their certificates. */
const ownSecrets: Readonly<Partial<Record<FunctionName, string>>> = {
  metrics: metricsKeySecretName,
  notify: telegramSecretName,
};

/** What speaks to Telegram cannot be in a network without a way to the internet. */
const inNetwork: readonly FunctionName[] = functionNames.filter((name) => name !== 'notify');

interface MappingProperties {
  readonly FunctionName: { readonly Ref: string };
  readonly Topics: readonly [Topic];
  readonly EventSourceArn?: Value;
  readonly SelfManagedEventSource?: { readonly Endpoints: { readonly KafkaBootstrapServers: readonly string[] } };
  readonly SelfManagedKafkaEventSourceConfig?: { readonly ConsumerGroupId: string };
  readonly AmazonManagedKafkaEventSourceConfig?: { readonly ConsumerGroupId: string };
  readonly SourceAccessConfigurations: readonly { readonly Type: string; readonly URI: Value }[];
}

const mappingsOf = (template: Template): MappingProperties[] =>
  propertiesOf<MappingProperties>(template, 'AWS::Lambda::EventSourceMapping');

const mappingOf = (template: Template, name: FunctionName, topic: Topic): MappingProperties =>
  the(
    mappingsOf(template).filter(
      ({ FunctionName, Topics }) => FunctionName.Ref === lambdaOf(template, name).id && Topics.includes(topic),
    ),
    `mapping of ${name} for ${topic}`,
  );

describe.each(places)('Kafka mappings on %s', (place, template) => {
  test('there is one for each topic that a function consumes, and no other', () => {
    expect(mappingsOf(template)).toHaveLength(consumed.length);
  });

  test.each(consumed)('%s reads %s from its start, in its own group, with a dead-letter topic', (name, topic) => {
    const mapping = mappingOf(template, name, topic);
    expect(mapping).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      DestinationConfig: { OnFailure: { Destination: 'kafka://dead_letters' } },
      ProvisionedPollerConfig: { MinimumPollers: 1, MaximumPollers: place === 'aws' ? topics[topic].partitions : 2 },
    });
    expect(mapping.SelfManagedKafkaEventSourceConfig ?? mapping.AmazonManagedKafkaEventSourceConfig).toEqual({
      ConsumerGroupId: consumerGroup(name, topic),
    });
  });

  test.each(consumed)('%s reads %s under its own certificate', (name, topic) => {
    expect(mappingOf(template, name, topic).SourceAccessConfigurations[0]).toEqual({
      Type: 'CLIENT_CERTIFICATE_TLS_AUTH',
      URI: { Ref: secretId(template, kafkaSecretName(name)) },
    });
  });
});

test.each(consumed)('the certificate of %s may read %s in the group of its mapping', (name, topic) => {
  const rights: Rights = principals[name];
  expect(rights.reads).toContain(topic);
  expect(rights.groups).toContain(consumerGroup(name, topic));
  expect(rights.writes).toContain('dead_letters');
});

test('local mappings name the brokers of their instance and the CA that signed them', () => {
  for (const mapping of mappingsOf(local)) {
    expect(mapping.SelfManagedEventSource?.Endpoints.KafkaBootstrapServers).toEqual([
      'localhost:19092',
      'localhost:19093',
      'localhost:19094',
    ]);
    expect(mapping.SourceAccessConfigurations[1]).toEqual({
      Type: 'SERVER_ROOT_CA_CERTIFICATE',
      URI: { Ref: secretId(local, kafkaAuthoritySecretName) },
    });
  }
});

test('mappings on AWS lead to the MSK cluster, whose certificates are public', () => {
  const cluster = the(resourcesOf(aws, 'AWS::MSK::Cluster'), 'cluster');
  for (const mapping of mappingsOf(aws)) {
    expect(mapping.EventSourceArn).toEqual({ 'Fn::GetAtt': [cluster.id, 'Arn'] });
    expect(mapping.SourceAccessConfigurations).toHaveLength(1);
  }
});

interface AlarmProperties {
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: Value }[];
  readonly AlarmActions: readonly Value[];
  readonly OKActions: readonly Value[];
}

describe.each(places)('alarms on %s', (_, template) => {
  const alarms = propertiesOf<AlarmProperties>(template, 'AWS::CloudWatch::Alarm');

  test.each(consumed)('one tells when %s falls behind on %s', (name, topic) => {
    expect(alarms).toContainEqual(
      expect.objectContaining({
        Namespace: 'AWS/Kafka',
        MetricName: 'EstimatedMaxTimeLag',
        Dimensions: [
          { Name: 'Cluster Name', Value: 'marketplace' },
          { Name: 'Consumer Group', Value: consumerGroup(name, topic) },
          { Name: 'Topic', Value: topic },
        ],
      }),
    );
  });

  test.each(functionNames)('they tell when %s fails and when it is throttled', (name) => {
    const Dimensions = [{ Name: 'FunctionName', Value: { Ref: lambdaOf(template, name).id } }];
    for (const MetricName of ['Errors', 'Throttles'])
      expect(alarms).toContainEqual(expect.objectContaining({ Namespace: 'AWS/Lambda', MetricName, Dimensions }));
  });

  test('one tells when no analysis has ended well for long, also when there is no sign of any', () => {
    expect(alarms).toContainEqual(
      expect.objectContaining({
        Namespace: 'Marketplace',
        MetricName: 'runs',
        Dimensions: [{ Name: 'service', Value: lambdaName('analytics') }],
        ComparisonOperator: 'LessThanThreshold',
        Threshold: 1,
        Period: 600,
        EvaluationPeriods: 4,
        TreatMissingData: 'breaching',
      }),
    );
  });

  test('every one tells the alarm topic when it starts and when it ends', () => {
    const topic = the(resourcesOf(template, 'AWS::SNS::Topic'), 'alarm topic');
    for (const alarm of alarms) {
      expect(alarm.AlarmActions).toEqual([{ Ref: topic.id }]);
      expect(alarm.OKActions).toEqual([{ Ref: topic.id }]);
    }
  });
});

test.each(places)(
  'alarms on %s go to the function that tells Telegram, which runs where the internet is',
  (_, template) => {
    const notify = lambdaOf(template, 'notify');
    expect(the(propertiesOf(template, 'AWS::SNS::Subscription'), 'subscription')).toMatchObject({
      Protocol: 'lambda',
      TopicArn: { Ref: the(resourcesOf(template, 'AWS::SNS::Topic'), 'alarm topic').id },
      Endpoint: { 'Fn::GetAtt': [notify.id, 'Arn'] },
    });
    expect(notify.properties).not.toHaveProperty('VpcConfig');
  },
);

test.each(places)('the dashboard on %s shows every function, every mapping and the analyses', (_, template) => {
  const { DashboardBody } = the(propertiesOf(template, 'AWS::CloudWatch::Dashboard'), 'dashboard');
  const body = JSON.stringify(DashboardBody);
  for (const name of functionNames) expect(body).toContain(`"Ref":"${lambdaOf(template, name).id}"`);
  for (const metric of ['runs', 'failures', 'duration_ms', 'rows'])
    expect(body).toContain(String.raw`\"Marketplace\",\"${metric}\",\"service\",\"${lambdaName('analytics')}\"`);
  for (const [name, topic] of consumed) {
    expect(body).toContain(consumerGroup(name, topic));
    expect(body).toContain(
      String.raw`\"oldest_record_age_ms\",\"service\",\"${lambdaName(name)}\",\"topic\",\"${topic}\"`,
    );
  }
});

describe.each(places)('functions on %s', (_, template) => {
  test.each(functionNames)('%s has a log group of its own that forgets', (name) => {
    expect(propertiesOf(template, 'AWS::Logs::LogGroup')).toContainEqual(
      expect.objectContaining({ LogGroupName: `/aws/lambda/${lambdaName(name)}`, RetentionInDays: 30 }),
    );
  });

  test.each(kafkaFunctionNames)('%s finds its way to Kafka in the environment that the stack sets', (name) => {
    expect(kafkaConfig(environmentOf(template, name)).secretArn).toContain(secretId(template, kafkaSecretName(name)));
  });

  test.each(['archive', 'analytics', 'metrics'] as const)('%s finds its way to HDFS there, as itself', (name) => {
    const { user, urls } = hdfsConfig(environmentOf(template, name));
    expect(user).toBe(name);
    expect(urls.join()).toContain('http://');
  });

  test.each(searching)('%s finds its way to OpenSearch there', (name) => {
    expect(opensearchConfig(environmentOf(template, name)).url).toContain('http');
  });
});

function environmentOf(template: Template, name: FunctionName): Record<string, string> {
  const variables = Object.entries(lambdaOf(template, name).properties.Environment.Variables);
  return Object.fromEntries(
    variables.map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: Value | readonly Value[];
  readonly Condition?: unknown;
}

interface PolicyProperties {
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
  readonly Roles: readonly { readonly Ref: string }[];
}

const actionsOf = ({ Action }: Statement): readonly string[] => (typeof Action === 'string' ? [Action] : Action);
const targetsOf = ({ Resource }: Statement): readonly unknown[] => (Array.isArray(Resource) ? Resource : [Resource]);

/** The statements about a function's role. */
function statementsOf(template: Template, name: FunctionName): Statement[] {
  const { Role } = lambdaOf(template, name).properties;
  return propertiesOf<PolicyProperties>(template, 'AWS::IAM::Policy')
    .filter(({ Roles }) => Roles.some(({ Ref }) => JSON.stringify(Role).includes(`"${Ref}"`)))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

const allowed = (template: Template, name: FunctionName): Statement[] =>
  statementsOf(template, name).filter(({ Effect }) => Effect === 'Allow');

describe.each(places)('rights on %s', (place, template) => {
  test('no role has a managed policy, which would reach more than its function needs', () => {
    for (const role of propertiesOf(template, 'AWS::IAM::Role')) expect(role).not.toHaveProperty('ManagedPolicyArns');
  });

  test.each(functionNames)('%s may do only what it needs, named action by action', (name) => {
    const actions = allowed(template, name).flatMap((statement) => actionsOf(statement));
    const services = new Set(actions.map((action) => action.replace(/:.*/, '')));
    const kafka = kafkaFunctionNames.some((speaking) => speaking === name) ? ['kafka', 'secretsmanager'] : [];
    const secret = name in ownSecrets ? ['secretsmanager'] : [];
    const onAws = [...(inNetwork.includes(name) ? ['ec2'] : []), ...(searching.includes(name) ? ['es'] : [])];
    const spark = place === 'aws' && name === 'analytics' ? ['emr-serverless', 'iam'] : [];
    expect(services).toEqual(new Set(['logs', ...kafka, ...secret, ...spark, ...(place === 'aws' ? onAws : [])]));
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  test.each(functionNames)('%s may do nothing to every resource, but attach to its network', (name) => {
    const everywhere = allowed(template, name).filter((statement) => targetsOf(statement).includes('*'));
    const actions = everywhere.flatMap((statement) => actionsOf(statement));
    expect(actions.filter((action) => !action.startsWith('ec2:'))).toEqual([]);
  });

  test.each(functionNames)('%s may read its own secrets and the CA, and no other', (name) => {
    const reads = allowed(template, name).filter((statement) => actionsOf(statement).join().includes('secretsmanager'));
    const kafka = kafkaFunctionNames.some((speaking) => speaking === name) ? [kafkaSecretName(name)] : [];
    const authority = kafka.length > 0 && place === 'local' ? [kafkaAuthoritySecretName] : [];
    const own = [...kafka, ...authority, ...[ownSecrets[name] ?? []].flat()];
    expect(new Set(reads.flatMap((statement) => actionsOf(statement)))).toEqual(
      new Set(own.length > 0 ? ['secretsmanager:GetSecretValue'] : []),
    );
    expect(new Set(reads.flatMap((statement) => targetsOf(statement)))).toEqual(
      new Set(own.map((secret) => ({ 'Fn::GetAtt': [secretId(template, secret), 'Id'] }))),
    );
  });

  test('the template has no value of a secret or of an API key', () => {
    for (const secret of propertiesOf(template, 'AWS::SecretsManager::Secret')) {
      expect(secret).not.toHaveProperty('SecretString');
      const generated = secret['Name'] === metricsKeySecretName ? { GenerateStringKey: 'key', PasswordLength: 40 } : {};
      expect(secret['GenerateSecretString']).toMatchObject(generated);
    }
    for (const key of propertiesOf(template, 'AWS::ApiGateway::ApiKey')) expect(key).not.toHaveProperty('Value');
    expect(JSON.stringify(template.toJSON())).not.toMatch(/PRIVATE KEY|BEGIN CERTIFICATE/);
  });

  test('data is kept on AWS, and goes with a local stack', () => {
    const types = [
      'SecretsManager::Secret',
      'Logs::LogGroup',
      'MSK::Cluster',
      'OpenSearchService::Domain',
      'EMR::Cluster',
      'S3::Bucket',
    ];
    const policies = types.flatMap((type) => resourcesOf(template, `AWS::${type}`).map((data) => data.deletionPolicy));
    expect(new Set(policies)).toEqual(new Set([place === 'aws' ? 'Retain' : 'Delete']));
  });
});

test.each(inNetwork)('the code of %s may not touch the network, though Lambda may with its role', (name) => {
  const denied = the(
    statementsOf(aws, name).filter(({ Effect }) => Effect === 'Deny'),
    'denial',
  );
  expect(actionsOf(denied)).toContain('ec2:CreateNetworkInterface');
  expect(JSON.stringify(denied.Condition)).toMatch(`:function:${lambdaName(name)}`);
});

describe.each(places)('the API on %s', (_, template) => {
  test('every method for buyers needs their key; metrics have one of their own, and few guesses a second', () => {
    const methods = propertiesOf<{ ApiKeyRequired: boolean; ResourceId: { Ref: string } }>(
      template,
      'AWS::ApiGateway::Method',
    );
    const open = the(
      methods.filter(({ ApiKeyRequired }) => !ApiKeyRequired),
      'method without the key of buyers',
    );
    const paths = resourcesOf<{ PathPart: string }>(template, 'AWS::ApiGateway::Resource');
    expect(paths.find(({ id }) => id === open.ResourceId.Ref)?.properties.PathPart).toBe('metrics');
    expect(methods).toHaveLength(7);
    expect(the(propertiesOf(template, 'AWS::ApiGateway::Stage'), 'stage')['MethodSettings']).toContainEqual(
      expect.objectContaining({ ResourcePath: '/~1metrics', HttpMethod: 'GET', ThrottlingRateLimit: 5 }),
    );
  });

  test('the key of buyers belongs to a plan with a rate and a quota', () => {
    const key = the(resourcesOf(template, 'AWS::ApiGateway::ApiKey'), 'key');
    const plan = the(resourcesOf(template, 'AWS::ApiGateway::UsagePlan'), 'plan');
    expect(key.properties).toMatchObject({ Name: 'buyer', Enabled: true });
    expect(plan.properties).toMatchObject({ Throttle: { RateLimit: 200, BurstLimit: 400 }, Quota: { Period: 'DAY' } });
    expect(propertiesOf(template, 'AWS::ApiGateway::UsagePlanKey')).toEqual([
      { KeyId: { Ref: key.id }, KeyType: 'API_KEY', UsagePlanId: { Ref: plan.id } },
    ]);
  });

  test.each([
    ['UNAUTHORIZED', 401],
    ['INVALID_API_KEY', 403],
    ['ACCESS_DENIED', 403],
    ['MISSING_AUTHENTICATION_TOKEN', 404],
    ['THROTTLED', 429],
    ['QUOTA_EXCEEDED', 429],
    ['INTEGRATION_FAILURE', 502],
    ['INTEGRATION_TIMEOUT', 504],
    ['DEFAULT_4XX', undefined],
    ['DEFAULT_5XX', undefined],
  ])('what API Gateway answers itself for %s is a problem document', (type, status) => {
    const { StatusCode, ResponseParameters, ResponseTemplates } = the(
      propertiesOf<{
        ResponseType: string;
        StatusCode?: string;
        ResponseParameters: Record<string, string>;
        ResponseTemplates: Record<string, string>;
      }>(template, 'AWS::ApiGateway::GatewayResponse').filter(({ ResponseType }) => ResponseType === type),
      `response ${type}`,
    );
    expect(ResponseParameters['gatewayresponse.header.Content-Type']).toBe("'application/problem+json'");
    const body = ResponseTemplates['application/json']?.replace('$context.error.messageString', '"its own words"');
    const problem = z
      .strictObject({
        type: z.literal('about:blank'),
        title: z.string(),
        status: z.number().optional(),
        detail: z.string(),
      })
      .parse(JSON.parse(body ?? ''));
    expect(problem.status).toBe(status);
    expect(StatusCode).toBe(status?.toString());
  });
});

test('the local API has an id that stays the same, and so has its address', () => {
  expect(the(propertiesOf(local, 'AWS::ApiGateway::RestApi'), 'API')['Tags']).toEqual([
    { Key: '_custom_id_', Value: 'marketplace' },
    { Key: 'ms-custom-id', Value: 'marketplace' },
  ]);
});

test('Kafka on AWS is three brokers with client certificates and TLS on every connection', () => {
  expect(the(propertiesOf(aws, 'AWS::MSK::Cluster'), 'cluster')).toMatchObject({
    ClusterName: 'marketplace',
    NumberOfBrokerNodes: 3,
    KafkaVersion: expect.stringMatching(/\.kraft$/),
    ClientAuthentication: { Tls: { Enabled: true }, Unauthenticated: { Enabled: false } },
    EncryptionInfo: { EncryptionInTransit: { ClientBroker: 'TLS', InCluster: true } },
  });
});

test('Kafka on AWS keeps three replicas, two of them in sync, and refuses whom no ACL names', () => {
  const { ServerProperties } = the(propertiesOf(aws, 'AWS::MSK::Configuration'), 'configuration');
  expect(String(ServerProperties).split('\n')).toEqual(
    expect.arrayContaining([
      'default.replication.factor=3',
      'min.insync.replicas=2',
      'auto.create.topics.enable=false',
      'allow.everyone.if.no.acl.found=false',
    ]),
  );
});

test('OpenSearch on AWS is encrypted at rest, between nodes and towards clients', () => {
  const domain = the(propertiesOf(aws, 'AWS::OpenSearchService::Domain'), 'domain');
  expect(domain).toMatchObject({
    EncryptionAtRestOptions: { Enabled: true },
    NodeToNodeEncryptionOptions: { Enabled: true },
    DomainEndpointOptions: { EnforceHTTPS: true, TLSSecurityPolicy: 'Policy-Min-TLS-1-2-PFS-2023-10' },
    VPCOptions: { SubnetIds: [{}, {}, {}] },
  });
  expect(domain).not.toHaveProperty('AccessPolicies');
});

test('the network on AWS spans three zones and has no way to the internet', () => {
  expect(resourcesOf(aws, 'AWS::EC2::Subnet')).toHaveLength(3);
  expect(resourcesOf(aws, 'AWS::EC2::InternetGateway')).toEqual([]);
  expect(resourcesOf(aws, 'AWS::EC2::NatGateway')).toEqual([]);
  const outside = propertiesOf(aws, 'AWS::Lambda::Function').filter(({ VpcConfig }) => VpcConfig === undefined);
  expect(outside.map(({ FunctionName }) => FunctionName)).toEqual([lambdaName('notify')]);
});

test('in that network only Kafka over TLS, HTTPS and HDFS pass, from group to group, and HTTPS on to S3', () => {
  const inline = propertiesOf<{ SecurityGroupIngress?: Rule[]; SecurityGroupEgress?: Rule[] }>(
    aws,
    'AWS::EC2::SecurityGroup',
  ).flatMap((group) => [...(group.SecurityGroupIngress ?? []), ...(group.SecurityGroupEgress ?? [])]);
  // CDK's way to write "nothing": ICMP to an address that nobody has. The network itself leads nowhere but to S3.
  const outward = inline.filter(({ CidrIp }) => CidrIp !== '255.255.255.255/32');
  expect(outward).toHaveLength(3);
  for (const rule of outward) expect(rule).toMatchObject({ CidrIp: '0.0.0.0/0', FromPort: 443, ToPort: 443 });
  const rules = ['Ingress', 'Egress'].flatMap((way) => propertiesOf<Rule>(aws, `AWS::EC2::SecurityGroup${way}`));
  expect(new Set(rules.map(({ FromPort }) => FromPort))).toEqual(
    new Set([9094, 443, 9870, 9864, 8020, 9866, 8443, 9443, 0]),
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
  propertiesOf<Rule>(aws, 'AWS::EC2::SecurityGroupIngress')
    .filter(({ GroupId, FromPort }) => FromPort === port && JSON.stringify(GroupId).includes(`Network${group}`))
    .map(
      ({ SourceSecurityGroupId }) =>
        /Network(?<name>[A-Z][A-Za-z]*?)[0-9A-F]{8}/.exec(JSON.stringify(SourceSecurityGroupId))?.groups?.['name'] ??
        '',
    )
    .toSorted();

test.each([
  ['HdfsPrimary', 9870, ['Functions']],
  ['HdfsCore', 9864, ['Functions']],
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

test('HDFS on AWS is three DataNodes with three copies of each block, protected from deletion', () => {
  const cluster = the(resourcesOf<Record<string, unknown>>(aws, 'AWS::EMR::Cluster'), 'cluster');
  expect(cluster.properties).toMatchObject({
    Applications: [{ Name: 'Hadoop' }],
    Instances: {
      TerminationProtected: true,
      MasterInstanceGroup: { InstanceCount: 1 },
      CoreInstanceGroup: { InstanceCount: 3 },
      ServiceAccessSecurityGroup: expect.anything(),
    },
  });
  expect(JSON.stringify(cluster.properties['Configurations'])).toContain('"dfs.replication":"3"');
  expect(hdfsConfig(environmentOf(aws, 'analytics')).urls.join()).toContain(
    `"Fn::GetAtt":["${cluster.id}","MasterPublicDNS"]`,
  );
});

test('Spark on AWS starts with a job, stops after it, and takes no more than it may', () => {
  expect(the(propertiesOf(aws, 'AWS::EMRServerless::Application'), 'application')).toMatchObject({
    Type: 'SPARK',
    ReleaseLabel: 'emr-spark-8.0.0',
    AutoStartConfiguration: { Enabled: true },
    AutoStopConfiguration: { Enabled: true },
    MaximumCapacity: { Cpu: '64 vCPU', Memory: '256 GB', Disk: '1000 GB' },
    NetworkConfiguration: { SubnetIds: [{}, {}, {}], SecurityGroupIds: [{}] },
  });
});

test('analytics may run jobs on that application only, and hand them only their own role', () => {
  const application = the(resourcesOf(aws, 'AWS::EMRServerless::Application'), 'application');
  const statements = allowed(aws, 'analytics');
  const spark = statements.filter((statement) => actionsOf(statement).join().includes('emr-serverless'));
  expect(spark.flatMap((statement) => actionsOf(statement)).toSorted()).toEqual([
    'emr-serverless:CancelJobRun',
    'emr-serverless:GetJobRun',
    'emr-serverless:StartApplication',
    'emr-serverless:StartJobRun',
  ]);
  for (const target of spark.flatMap((statement) => targetsOf(statement)))
    expect(JSON.stringify(target)).toContain(`"${application.id}"`);
  const { jobRoleArn } = sparkConfig(environmentOf(aws, 'analytics'));
  const passing = the(
    statements.filter((statement) => actionsOf(statement).includes('iam:PassRole')),
    'right to pass a role',
  );
  expect(targetsOf(passing).map((target) => JSON.stringify(target))).toEqual([jobRoleArn]);
  expect(passing.Condition).toEqual({ StringEquals: { 'iam:PassedToService': 'emr-serverless.amazonaws.com' } });
});

test('the roles of EMR and of its jobs act on nothing of others', () => {
  const everywhere = propertiesOf<PolicyProperties>(aws, 'AWS::IAM::Policy')
    .filter(({ Roles }) => Roles.some(({ Ref }) => /^(Hdfs|Spark)/.test(Ref)))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .filter((statement) => targetsOf(statement).includes('*'));
  const actions = everywhere.flatMap((statement) => actionsOf(statement));
  expect(actions.filter((action) => !action.startsWith('ec2:Describe'))).toEqual([]);
});

test('what EMR logs is encrypted, private, and forgotten after a month', () => {
  expect(the(propertiesOf(aws, 'AWS::S3::Bucket'), 'bucket')).toMatchObject({
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
    BucketEncryption: {},
    LifecycleConfiguration: { Rules: [{ ExpirationInDays: 30 }] },
  });
});

test('the network on AWS reaches S3 by a gateway', () => {
  expect(propertiesOf(aws, 'AWS::EC2::VPCEndpoint')).toContainEqual(
    expect.objectContaining({ VpcEndpointType: 'Gateway', RouteTableIds: [{}, {}, {}].map(() => expect.anything()) }),
  );
});

test.each(['secretsmanager', 'lambda', 'sts', 'kafka', 'emr-serverless'])(
  'the network on AWS has an endpoint of %s',
  (service) => {
    expect(propertiesOf(aws, 'AWS::EC2::VPCEndpoint')).toContainEqual(
      expect.objectContaining({
        VpcEndpointType: 'Interface',
        ServiceName: { 'Fn::Join': ['', ['com.amazonaws.', { Ref: 'AWS::Region' }, `.${service}`]] },
      }),
    );
  },
);

const choose = (target?: string, portOffset?: string, containers?: string) =>
  chooseTarget({ target, portOffset, containers });

test('-c target=aws chooses AWS, and no context the local engine', () => {
  expect(choose('aws')).toBe(awsTarget);
  expect(choose().stack.synthesizer).toBeDefined();
});

test.each([
  ['azure', '0', 'target must be local or aws'],
  ['local', 'many', 'portOffset must be a number'],
  ['local', '-1', 'portOffset must not be negative'],
  ['local', '1.5', 'portOffset must be a whole number'],
  ['local', '60000', 'portOffset leaves no ports'],
])('-c target=%s -c portOffset=%s is refused with the reason', (target, portOffset, reason) => {
  expect(() => choose(target, portOffset)).toThrow(reason);
});

test('in containers functions find the servers by the names of their containers', () => {
  const containers = synthesize(choose('local', '0', 'true'));
  const environments = JSON.stringify(propertiesOf(containers, 'AWS::Lambda::Function'));
  expect(environments).toContain('http://opensearch:9200');
  expect(environments).toContain('http://namenode:9870');
  expect(environments).not.toMatch(/localhost|127\.0\.0\.1/u);
  expect(JSON.stringify(propertiesOf(containers, 'AWS::Lambda::EventSourceMapping'))).toContain('broker-1:9092');
});
