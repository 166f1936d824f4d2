import { join } from 'node:path';
import { Aws, CfnOutput, Duration, Stack, type RemovalPolicy } from 'aws-cdk-lib/core';
import { CfnStep, type CfnCluster } from 'aws-cdk-lib/aws-emr';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import { metricNamespace } from '../../../modules/platform/metric-namespace.ts';
import { ownedDirectories } from '../../../modules/platform/hdfs-directories.ts';

export interface CopiesProps {
  readonly cluster: CfnCluster;
  readonly nodeRole: Role;
  /** Under which CloudWatch has the metric `copies`: each is one that ended well. */
  readonly service: string;
  readonly keepDays: number;
  /** Where S3 writes down who asked for copies. */
  readonly logs: IBucket;
  readonly removalPolicy: RemovalPolicy;
}

const atNight = 'cron(15 2 * * ? *)';

/** The platform's directories, made by a step of the cluster before any function writes: EMR's user `hadoop` may do all in HDFS. */
export function makeDirectories(scope: Construct, cluster: CfnCluster): CfnStep {
  const commands = ownedDirectories.map(
    ({ path, owner }) =>
      `hdfs dfs -mkdir -p ${path} && hdfs dfs -chmod 755 ${path} && hdfs dfs -chown ${owner}:${owner} ${path}`,
  );
  return new CfnStep(scope, 'Directories', {
    jobFlowId: cluster.ref,
    name: 'directories',
    actionOnFailure: 'CONTINUE',
    hadoopJarStep: { jar: 'command-runner.jar', args: ['bash', '-c', commands.join(' && ')] },
  });
}

/**
 * A copy of all files in S3, brought up to date every night by a step of the cluster. The bucket keeps what a copy replaces or
 * deletes for some days more, so that a mistake in HDFS can be undone that long.
 */
export function copyEveryNight(scope: Construct, props: CopiesProps): Bucket {
  const { cluster, nodeRole, service } = props;
  const bucket = copiesBucket(scope, props);
  const script = new Asset(scope, 'CopiesScript', { path: join(import.meta.dirname, 'copies.sh') });
  letNodesCopy(nodeRole, bucket, script);
  const fetched = `aws s3 cp ${script.s3ObjectUrl} copies.sh`;
  const files = `s3://${bucket.bucketName}/files`;
  const run = `${fetched} && METRIC_SERVICE=${service} bash copies.sh copy ${files}`;
  new CfnOutput(scope, 'Restore', {
    description: 'What a step of a cluster with an empty HDFS runs to fill it from the copies',
    value: `${fetched} && bash copies.sh restore ${files}`,
  });
  const role = new Role(scope, 'CopiesRole', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  });
  const clusterArn = Stack.of(scope).formatArn({
    service: 'elasticmapreduce',
    resource: 'cluster',
    resourceName: cluster.ref,
  });
  role.addToPolicy(new PolicyStatement({ actions: ['elasticmapreduce:AddJobFlowSteps'], resources: [clusterArn] }));
  new CfnSchedule(scope, 'Copies', {
    flexibleTimeWindow: { mode: 'FLEXIBLE', maximumWindowInMinutes: 15 },
    scheduleExpression: atNight,
    target: {
      arn: 'arn:aws:scheduler:::aws-sdk:emr:addJobFlowSteps',
      roleArn: role.roleArn,
      input: Stack.of(scope).toJsonString({ JobFlowId: cluster.ref, Steps: [stepOf(run)] }),
      retryPolicy: { maximumRetryAttempts: 3 },
    },
  }).node.addDependency(role);
  return bucket;
}

const stepOf = (command: string) => ({
  Name: 'copy of files',
  ActionOnFailure: 'CONTINUE',
  HadoopJarStep: { Jar: 'command-runner.jar', Args: ['bash', '-c', command] },
});

const copiesBucket = (scope: Construct, { keepDays, logs, removalPolicy }: CopiesProps): Bucket =>
  new Bucket(scope, 'CopiesBucket', {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    versioned: true,
    serverAccessLogsBucket: logs,
    serverAccessLogsPrefix: 'copies/',
    lifecycleRules: [
      {
        noncurrentVersionExpiration: Duration.days(keepDays),
        expiredObjectDeleteMarker: true,
        abortIncompleteMultipartUploadAfter: Duration.days(1),
      },
    ],
    removalPolicy,
  });

function letNodesCopy(nodeRole: Role, bucket: Bucket, script: Asset): void {
  const grants = [
    { actions: ['s3:GetObject'], resources: [script.bucket.arnForObjects(script.s3ObjectKey)] },
    { actions: ['s3:ListBucket', 's3:GetBucketLocation'], resources: [bucket.bucketArn] },
    { actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], resources: [bucket.arnForObjects('files/*')] },
    {
      // AWS cannot restrict it to a metric, but to a namespace.
      actions: ['cloudwatch:PutMetricData'],
      resources: ['*'],
      conditions: { StringEquals: { 'cloudwatch:namespace': metricNamespace } },
    },
  ];
  for (const grant of grants) nodeRole.addToPolicy(new PolicyStatement(grant));
}
