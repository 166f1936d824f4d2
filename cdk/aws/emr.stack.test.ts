import { expect, test } from 'vitest';
import { hdfsConfig } from '../../modules/config/environment.ts';
import { actionsOf, policyResourcesOf, type PolicyProperties } from '../../tests/support/policies.ts';
import { aws } from '../../tests/support/stack.ts';
import { environmentOf, only, propertiesOf, resourcesOf } from '../../tests/support/template.ts';

test('HDFS on AWS is three DataNodes with three copies of each block, protected from deletion', () => {
  const cluster = only(resourcesOf<Record<string, unknown>>(aws, 'AWS::EMR::Cluster'), 'cluster');
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

test('every disk of HDFS on AWS is encrypted, and its nodes give credentials by IMDSv2 only', () => {
  const security = only(
    resourcesOf<{ SecurityConfiguration: unknown }>(aws, 'AWS::EMR::SecurityConfiguration'),
    'security configuration',
  );
  const key = only(resourcesOf(aws, 'AWS::KMS::Key'), 'key');
  expect(security.properties.SecurityConfiguration).toMatchObject({
    EncryptionConfiguration: {
      EnableAtRestEncryption: true,
      AtRestEncryptionConfiguration: {
        LocalDiskEncryptionConfiguration: {
          EncryptionKeyProviderType: 'AwsKms',
          AwsKmsKey: { 'Fn::GetAtt': [key.id, 'Arn'] },
          EnableEbsEncryption: true,
        },
      },
    },
    InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: 2, HttpPutResponseHopLimit: 1 },
  });
  expect(only(propertiesOf(aws, 'AWS::EMR::Cluster'), 'cluster')).toMatchObject({
    SecurityConfiguration: { Ref: security.id },
  });
});

test.each(['Node', 'Service'])('the %s role of HDFS may use the key of the disks', (role) => {
  const key = only(resourcesOf(aws, 'AWS::KMS::Key'), 'key');
  const statements = propertiesOf<PolicyProperties>(aws, 'AWS::IAM::Policy')
    .filter(({ Roles }) => Roles.some(({ Ref }) => Ref.startsWith(`Hdfs${role}Role`)))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .filter((statement) => actionsOf(statement).includes('kms:GenerateDataKey'));
  expect(statements.flatMap((statement) => policyResourcesOf(statement))).toEqual([{ 'Fn::GetAtt': [key.id, 'Arn'] }]);
});

test('Spark on AWS starts with a job, stops after it, and takes no more than it may', () => {
  expect(only(propertiesOf(aws, 'AWS::EMRServerless::Application'), 'application')).toMatchObject({
    Type: 'SPARK',
    ReleaseLabel: 'emr-spark-8.0.0',
    AutoStartConfiguration: { Enabled: true },
    AutoStopConfiguration: { Enabled: true },
    MaximumCapacity: { Cpu: '64 vCPU', Memory: '256 GB', Disk: '1000 GB' },
    NetworkConfiguration: { SubnetIds: [{}, {}, {}], SecurityGroupIds: [{}] },
  });
});

test('the roles of EMR and of its jobs act on nothing of others', () => {
  const everywhere = propertiesOf<PolicyProperties>(aws, 'AWS::IAM::Policy')
    .filter(({ Roles }) => Roles.some(({ Ref }) => /^(Hdfs|Spark)/.test(Ref)))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .filter((statement) => policyResourcesOf(statement).includes('*'));
  const actions = everywhere.flatMap((statement) => actionsOf(statement));
  expect(actions.filter((action) => !action.startsWith('ec2:Describe'))).toEqual([]);
});

test('what EMR logs is encrypted, private, and forgotten after a month', () => {
  expect(only(propertiesOf(aws, 'AWS::S3::Bucket'), 'bucket')).toMatchObject({
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
    BucketEncryption: {},
    LifecycleConfiguration: { Rules: [{ ExpirationInDays: 30 }] },
  });
});
