import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { hdfsConfig } from '../../../modules/config/environment.ts';
import { actionsOf, policyResourcesOf, type PolicyProperties } from '../../../tests/support/policies.ts';
import { aws, awsData, dataStackOf, stackFor } from '../../../tests/support/stack.ts';
import { ownedDirectories } from '../../../modules/platform/hdfs-directories.ts';
import { awsTarget } from '../../targets/aws.ts';
import { readSettings } from '../settings.ts';
import { environmentOf, only, propertiesOf, resourcesOf } from '../../../tests/support/template.ts';

test('HDFS on AWS is three NameNodes and three DataNodes with three copies of each block', () => {
  const cluster = only(resourcesOf<Record<string, unknown>>(awsData, 'AWS::EMR::Cluster'), 'cluster');
  expect(cluster.properties).toMatchObject({
    Applications: [{ Name: 'Hadoop' }],
    Instances: {
      MasterInstanceGroup: { InstanceCount: 3 },
      CoreInstanceGroup: { InstanceCount: 3 },
      ServiceAccessSecurityGroup: expect.anything(),
    },
  });
  expect(JSON.stringify(cluster.properties['Configurations'])).toContain('"dfs.replication":"3"');
});

test('functions know all three NameNodes, which EMR is asked for, and Spark the name that stands for them', () => {
  const { id } = only(resourcesOf(awsData, 'Custom::AWS'), 'look-up');
  const { urls } = hdfsConfig(environmentOf(aws, 'analytics'));
  expect(urls.join().match(new RegExp(String.raw`${id}Instances\d\w*`, 'gu'))).toHaveLength(3);
  const { DefinitionSubstitutions } = only(propertiesOf(aws, 'AWS::StepFunctions::StateMachine'), 'state machine');
  expect(DefinitionSubstitutions).toMatchObject({ HdfsUri: 'hdfs://marketplace' });
  const { RuntimeConfiguration } = only(propertiesOf(aws, 'AWS::EMRServerless::Application'), 'application');
  expect(RuntimeConfiguration).toMatchObject([
    {
      Classification: 'spark-defaults',
      Properties: {
        'spark.hadoop.dfs.nameservices': 'marketplace',
        'spark.hadoop.dfs.ha.namenodes.marketplace': 'nn1,nn2,nn3',
      },
    },
  ]);
});

test('a small stage has one NameNode, which CloudFormation knows by itself', () => {
  const functions = stackFor(awsTarget(readSettings('cdk/settings/aws.small.json')));
  expect(resourcesOf(Template.fromStack(dataStackOf(functions)), 'Custom::AWS')).toEqual([]);
  const { urls } = hdfsConfig(environmentOf(Template.fromStack(functions), 'analytics', 'marketplace-test'));
  expect(urls.join()).toContain('MasterPublicDNS');
});

test('the directories of HDFS are made by a step, each for who writes there, before any function is', () => {
  const step = only(propertiesOf<{ HadoopJarStep: { Args: string[] } }>(awsData, 'AWS::EMR::Step'), 'step');
  const command = step.HadoopJarStep.Args.join(' ');
  for (const { path, owner } of ownedDirectories) {
    expect(command).toContain(`-mkdir -p ${path} `);
    expect(command).toContain(`-chown ${owner}:${owner} ${path}`);
  }
});

test('all files are copied to S3 every night, by a role that may add steps to this cluster and nothing else', () => {
  const { Target, ScheduleExpression } = only(
    propertiesOf<{ Target: { Input: unknown }; ScheduleExpression: string }>(awsData, 'AWS::Scheduler::Schedule'),
    'schedule',
  );
  expect(ScheduleExpression).toMatch(/^cron\(15 2 \* \* \? \*\)$/u);
  expect(JSON.stringify(Target.Input)).toMatch(/bash copies\.sh copy s3:\/\//u);
  const adding = propertiesOf<PolicyProperties>(awsData, 'AWS::IAM::Policy')
    .filter(({ Roles }) => Roles.some(({ Ref }) => Ref.startsWith('HdfsCopiesRole')))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  expect(adding.flatMap((statement) => actionsOf(statement))).toEqual(['elasticmapreduce:AddJobFlowSteps']);
});

test('the stack says what a step runs to fill an empty HDFS from the copies', () => {
  const outputs = Object.values(awsData.findOutputs('*')).map((output) => JSON.stringify(output));
  expect(outputs.filter((output) => /bash copies\.sh restore s3:\/\//u.test(output))).toHaveLength(1);
});

test('what a copy replaces or deletes is kept for the days that the settings say', () => {
  const buckets = propertiesOf(awsData, 'AWS::S3::Bucket');
  expect(buckets).toContainEqual(
    expect.objectContaining({
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: expect.anything(),
      LifecycleConfiguration: {
        Rules: [expect.objectContaining({ NoncurrentVersionExpiration: { NoncurrentDays: 30 } })],
      },
    }),
  );
});

test('every disk of HDFS on AWS is encrypted, and its nodes give credentials by IMDSv2 only', () => {
  const security = only(
    resourcesOf<{ SecurityConfiguration: unknown }>(awsData, 'AWS::EMR::SecurityConfiguration'),
    'security configuration',
  );
  const key = only(resourcesOf(awsData, 'AWS::KMS::Key'), 'key');
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
  expect(only(propertiesOf(awsData, 'AWS::EMR::Cluster'), 'cluster')).toMatchObject({
    SecurityConfiguration: { Ref: security.id },
  });
});

test.each(['Node', 'Service'])('the %s role of HDFS may use the key of the disks', (role) => {
  const key = only(resourcesOf(awsData, 'AWS::KMS::Key'), 'key');
  const statements = propertiesOf<PolicyProperties>(awsData, 'AWS::IAM::Policy')
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
    MaximumCapacity: { Cpu: '64 vCPU', Memory: '256 GB', Disk: '1024 GB' },
    // One zone: what goes to another is paid for.
    NetworkConfiguration: { SubnetIds: [{}], SecurityGroupIds: [{}] },
  });
});

test('the roles of EMR and of its jobs act on nothing of others, but describe and count', () => {
  const everywhere = [aws, awsData]
    .flatMap((template) => propertiesOf<PolicyProperties>(template, 'AWS::IAM::Policy'))
    .filter(({ Roles }) => Roles.some(({ Ref }) => /^(?:Hdfs|Spark)/.test(Ref)))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .filter((statement) => policyResourcesOf(statement).includes('*'));
  const actions = everywhere.flatMap((statement) => actionsOf(statement));
  expect(actions.filter((action) => !action.startsWith('ec2:Describe'))).toEqual(['cloudwatch:PutMetricData']);
});

test('what EMR logs is encrypted, private, and forgotten after a month', () => {
  expect(propertiesOf(awsData, 'AWS::S3::Bucket')).toContainEqual(
    expect.objectContaining({
      PublicAccessBlockConfiguration: expect.objectContaining({ BlockPublicAcls: true, RestrictPublicBuckets: true }),
      BucketEncryption: expect.anything(),
      LifecycleConfiguration: { Rules: [expect.objectContaining({ ExpirationInDays: 30 })] },
    }),
  );
});
