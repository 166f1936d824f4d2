import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { consumerGroup, principals, type Rights } from '../modules/platform/access.ts';
import { kafkaAuthoritySecretName, kafkaSecretName, type FunctionName } from '../modules/platform/function-names.ts';
import { retries } from '../modules/platform/retries.ts';
import { topicNames, topics, type Topic } from '../modules/platform/topics.ts';
import { aws, awsData, consumed, local, targets } from '../tests/support/stack.ts';
import { lambdaOf, only, propertiesOf, resourcesOf, secretId, type Value } from '../tests/support/template.ts';

interface MappingProperties {
  readonly FunctionName: { readonly Ref: string };
  readonly Topics: readonly [Topic];
  readonly MaximumRetryAttempts?: number;
  readonly EventSourceArn?: Value;
  readonly SelfManagedEventSource?: { readonly Endpoints: { readonly KafkaBootstrapServers: readonly string[] } };
  readonly SelfManagedKafkaEventSourceConfig?: { readonly ConsumerGroupId: string };
  readonly AmazonManagedKafkaEventSourceConfig?: { readonly ConsumerGroupId: string };
  readonly SourceAccessConfigurations?: readonly { readonly Type: string; readonly URI: Value }[];
}

const mappingsOf = (template: Template): MappingProperties[] =>
  propertiesOf<MappingProperties>(template, 'AWS::Lambda::EventSourceMapping');

const mappingOf = (template: Template, name: FunctionName, topic: Topic): MappingProperties =>
  only(
    mappingsOf(template).filter(
      ({ FunctionName, Topics }) => FunctionName.Ref === lambdaOf(template, name).id && Topics.includes(topic),
    ),
    `mapping of ${name} for ${topic}`,
  );

describe.each(targets)('Kafka mappings on %s', (target, template) => {
  test('there is one for each topic that a function consumes, and no other', () => {
    expect(mappingsOf(template)).toHaveLength(consumed.length);
  });

  test.each(consumed)('%s reads %s from its start, in its own group, with a dead-letter topic', (name, topic) => {
    const mapping = mappingOf(template, name, topic);
    expect(mapping).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      ...(topic !== 'dead_letters' && {
        DestinationConfig: { OnFailure: { Destination: 'kafka://dead_letters' } },
      }),
      ProvisionedPollerConfig:
        target === 'aws'
          ? { MinimumPollers: 1, MaximumPollers: topics[topic].partitions, PollerGroupName: 'marketplace' }
          : { MinimumPollers: 1, MaximumPollers: 2 },
    });
    expect(mapping.SelfManagedKafkaEventSourceConfig ?? mapping.AmazonManagedKafkaEventSourceConfig).toEqual({
      ConsumerGroupId: consumerGroup(name, topic),
    });
  });
});

test.each(consumed)('%s reads %s under its own certificate on this machine', (name, topic) => {
  expect(mappingOf(local, name, topic).SourceAccessConfigurations?.[0]).toEqual({
    Type: 'CLIENT_CERTIFICATE_TLS_AUTH',
    URI: { Ref: secretId(local, kafkaSecretName(name)) },
  });
});

test('an outage of an hour costs no batch, and none is sent again for ever', () => {
  const hourMs = 3_600_000;
  for (const template of [aws, local])
    for (const { MaximumRetryAttempts } of mappingsOf(template).filter(({ Topics }) => Topics[0] !== 'dead_letters')) {
      expect(MaximumRetryAttempts).toBeGreaterThan(hourMs / retries.leastFailureMs);
      expect(MaximumRetryAttempts).toBeLessThanOrEqual(10_000);
    }
});

test.each(targets)('on %s letters are tried until they succeed, and become no letters themselves', (_, template) => {
  const mapping = mappingOf(template, 'index', 'dead_letters');
  expect(mapping).not.toHaveProperty('MaximumRetryAttempts');
  expect(mapping).not.toHaveProperty('DestinationConfig');
});

test('mappings on AWS wait for the topics, which the stack of data has made, and for the rights of their roles', () => {
  const found = aws.findResources('AWS::Lambda::EventSourceMapping') as Record<string, { DependsOn?: string[] }>;
  const policies = Object.keys(aws.findResources('AWS::IAM::Policy'));
  for (const { DependsOn = [] } of Object.values(found))
    expect(DependsOn.filter((id) => policies.includes(id))).toHaveLength(1);
  const made = propertiesOf<{ TopicName: string }>(awsData, 'AWS::MSK::Topic').map(({ TopicName }) => TopicName);
  expect(new Set(made)).toEqual(new Set(topicNames));
});

test.each(consumed)('the principal %s may read %s in the group of its mapping', (name, topic) => {
  const rights: Rights = principals[name];
  expect(rights.reads).toContain(topic);
  expect(rights.groups).toContain(consumerGroup(name, topic));
  expect(rights.writes).toContain('dead_letters');
});

test('local mappings name the brokers of their instance and the CA that signed them', () => {
  for (const mapping of mappingsOf(local)) {
    expect(mapping.SelfManagedEventSource?.Endpoints.KafkaBootstrapServers).toEqual([
      'localhost:19092',
      'localhost:19094',
      'localhost:19095',
    ]);
    expect(mapping.SourceAccessConfigurations?.[1]).toEqual({
      Type: 'SERVER_ROOT_CA_CERTIFICATE',
      URI: { Ref: secretId(local, kafkaAuthoritySecretName) },
    });
  }
});

test('mappings on AWS lead to the MSK cluster, which knows their functions by IAM', () => {
  const cluster = only(resourcesOf(awsData, 'AWS::MSK::Cluster'), 'cluster');
  for (const mapping of mappingsOf(aws)) {
    expect(JSON.stringify(mapping.EventSourceArn)).toContain(cluster.id);
    expect(mapping).not.toHaveProperty('SourceAccessConfigurations');
  }
});
