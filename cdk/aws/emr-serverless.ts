import { Aws } from 'aws-cdk-lib/core';
import { CfnApplication } from 'aws-cdk-lib/aws-emrserverless';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { sparkJob } from '../packaging/companions.ts';
import type { SparkApplication } from '../target.ts';
import type { Network } from './network.ts';

export interface EmrServerlessProps {
  readonly network: Network;
  /** Where EMR Serverless puts what jobs log, under `spark/`. */
  readonly logs: IBucket;
  /** `hdfs://host:port` of the NameNode. */
  readonly hdfsUri: string;
}

/** With Spark 4: https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/release-version-emr-spark-8.0.0.html */
const releaseLabel = 'emr-spark-8.0.0';

/** Spark without machines of its own: it starts with a job, stops after it, and grows to what is allowed here. */
export class EmrServerless extends Construct {
  readonly spark: SparkApplication;

  constructor(scope: Construct, id: string, { network, logs, hdfsUri }: EmrServerlessProps) {
    super(scope, id);
    const application = new CfnApplication(this, 'Application', {
      name: 'marketplace-analytics',
      type: 'SPARK',
      releaseLabel,
      architecture: 'ARM64',
      autoStartConfiguration: { enabled: true },
      autoStopConfiguration: { enabled: true, idleTimeoutMinutes: 5 },
      maximumCapacity: { cpu: '64 vCPU', memory: '256 GB', disk: '1000 GB' },
      networkConfiguration: {
        subnetIds: network.vpc.selectSubnets(network.subnets).subnetIds,
        securityGroupIds: [network.spark.securityGroupId],
      },
      // AWS's own copy of the logs would need a way out, which the network does not have.
      monitoringConfiguration: { managedPersistenceMonitoringConfiguration: { enabled: false } },
    });
    const script = new Asset(this, 'Job', { path: sparkJob });
    this.spark = {
      applicationId: application.attrApplicationId,
      applicationArn: application.attrArn,
      jobRole: this.jobRole(script, logs),
      script: script.s3ObjectUrl,
      logs: `s3://${logs.bucketName}/spark/`,
      hdfsUri,
    };
  }

  /** What a job may do but reach HDFS, which asks for no credentials: read its program and write its logs. */
  private jobRole(script: Asset, logs: IBucket): Role {
    const role = new Role(this, 'JobRole', {
      assumedBy: new ServicePrincipal('emr-serverless.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['s3:GetObject'],
        resources: [script.bucket.arnForObjects(script.s3ObjectKey)],
      }),
    );
    role.addToPolicy(new PolicyStatement({ actions: ['s3:PutObject'], resources: [logs.arnForObjects('spark/*')] }));
    return role;
  }
}
