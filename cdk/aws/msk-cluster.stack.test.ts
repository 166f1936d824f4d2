import { expect, test } from 'vitest';
import { topics } from '../../modules/platform/topics.ts';
import { awsData } from '../../tests/support/stack.ts';
import { only, propertiesOf } from '../../tests/support/template.ts';

test('Kafka on AWS is three brokers that know clients by IAM, with TLS on every connection', () => {
  const cluster = only(propertiesOf<{ ClientAuthentication: object }>(awsData, 'AWS::MSK::Cluster'), 'cluster');
  expect(cluster).toMatchObject({
    ClusterName: 'marketplace',
    NumberOfBrokerNodes: 3,
    KafkaVersion: expect.stringMatching(/\.kraft$/),
    EncryptionInfo: { EncryptionInTransit: { ClientBroker: 'TLS', InCluster: true } },
    LoggingInfo: { BrokerLogs: { CloudWatchLogs: { Enabled: true } } },
  });
  expect(cluster.ClientAuthentication).toEqual({
    Sasl: { Iam: { Enabled: true } },
    Unauthenticated: { Enabled: false },
  });
});

test('Kafka on AWS keeps three replicas, two of them in sync, and makes no topic by itself', () => {
  const { ServerProperties } = only(propertiesOf(awsData, 'AWS::MSK::Configuration'), 'configuration');
  expect(String(ServerProperties).split('\n')).toEqual(
    expect.arrayContaining([
      'default.replication.factor=3',
      'min.insync.replicas=2',
      'auto.create.topics.enable=false',
      'unclean.leader.election.enable=false',
    ]),
  );
});

test('another version of Kafka changes the cluster that there is: its settings are of no version', () => {
  expect(only(propertiesOf(awsData, 'AWS::MSK::Configuration'), 'configuration')).not.toHaveProperty(
    'KafkaVersionsList',
  );
});

test.each(Object.entries(topics))(
  'the topic %s is made with its settings, in three copies',
  (name, { partitions, cleanup }) => {
    const topic = only(
      propertiesOf<{ TopicName: string; Configs: string }>(awsData, 'AWS::MSK::Topic').filter(
        ({ TopicName }) => TopicName === name,
      ),
      `topic ${name}`,
    );
    expect(topic).toMatchObject({ PartitionCount: partitions, ReplicationFactor: 3 });
    const lines = Buffer.from(topic.Configs, 'base64').toString().split('\n');
    expect(lines).toEqual(expect.arrayContaining([`cleanup.policy=${cleanup}`, 'min.insync.replicas=2']));
  },
);
