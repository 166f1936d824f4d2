import { expect, test } from 'vitest';
import { aws } from '../../tests/support/stack.ts';
import { only, propertiesOf } from '../../tests/support/template.ts';

test('Kafka on AWS is three brokers with client certificates and TLS on every connection', () => {
  expect(only(propertiesOf(aws, 'AWS::MSK::Cluster'), 'cluster')).toMatchObject({
    ClusterName: 'marketplace',
    NumberOfBrokerNodes: 3,
    KafkaVersion: expect.stringMatching(/\.kraft$/),
    ClientAuthentication: { Tls: { Enabled: true }, Unauthenticated: { Enabled: false } },
    EncryptionInfo: { EncryptionInTransit: { ClientBroker: 'TLS', InCluster: true } },
    LoggingInfo: { BrokerLogs: { CloudWatchLogs: { Enabled: true } } },
  });
});

test('Kafka on AWS keeps three replicas, two of them in sync, and refuses whom no ACL names', () => {
  const { ServerProperties } = only(propertiesOf(aws, 'AWS::MSK::Configuration'), 'configuration');
  expect(String(ServerProperties).split('\n')).toEqual(
    expect.arrayContaining([
      'default.replication.factor=3',
      'min.insync.replicas=2',
      'auto.create.topics.enable=false',
      'allow.everyone.if.no.acl.found=false',
    ]),
  );
});
