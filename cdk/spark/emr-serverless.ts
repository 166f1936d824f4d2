import { Aws } from 'aws-cdk-lib/core';
import { CfnApplication } from 'aws-cdk-lib/aws-emrserverless';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { sparkJob } from '../packaging/companions.ts';
import { lambdaName } from '../../modules/platform/function-names.ts';
import { stageName } from '../stage-name.ts';
import type { SparkApplication } from '../target.ts';
import type { NameNodes } from '../aws/hdfs/name-nodes.ts';
import type { Network } from '../aws/network.ts';

export interface EmrServerlessProps {
  readonly network: Network;
  /** Where EMR Serverless puts what jobs log, under `spark/`. */
  readonly logs: IBucket;
  readonly nameNodes: NameNodes;
  /** Most that all jobs take; memory and disk in proportion. */
  readonly vcpus: number;
}

/** With Spark 4: https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/release-version-emr-spark-8.0.0.html */
const releaseLabel = 'emr-spark-8.0.0';

/** Spark without machines of its own: it starts with a job, stops after it, and grows to what is allowed here. */
export class EmrServerless extends Construct {
  readonly spark: SparkApplication;

  constructor(scope: Construct, id: string, { network, logs, nameNodes, vcpus }: EmrServerlessProps) {
    super(scope, id);
    // Where HDFS is: traffic to another zone is paid for.
    const [subnetId = ''] = network.vpc.selectSubnets(network.subnets).subnetIds;
    const settings = Object.fromEntries(
      Object.entries(nameNodes.configuration).map(([key, value]) => [`spark.hadoop.${key}`, value]),
    );
    const application = new CfnApplication(this, 'Application', {
      name: stageName(this, lambdaName('analytics')),
      type: 'SPARK',
      releaseLabel,
      architecture: 'ARM64',
      autoStartConfiguration: { enabled: true },
      autoStopConfiguration: { enabled: true, idleTimeoutMinutes: 5 },
      maximumCapacity: { cpu: `${vcpus} vCPU`, memory: `${vcpus * 4} GB`, disk: `${vcpus * 16} GB` },
      networkConfiguration: {
        subnetIds: [subnetId],
        securityGroupIds: [network.spark.securityGroupId],
      },
      ...(Object.keys(settings).length > 0 && {
        runtimeConfiguration: [{ classification: 'spark-defaults', properties: settings }],
      }),
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
      hdfsUri: nameNodes.hdfsUri,
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
