import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { variable } from '../../modules/config/environment.ts';
import type { PlatformFunction } from '../platform-function.ts';
import type { SparkApplication, Surroundings } from '../target.ts';

/** Tells a function which engine it analyses on, and lets it use Spark where there is one. */
export function grantEngines(fn: PlatformFunction, { analyses, spark }: Surroundings): void {
  fn.lambda.addEnvironment(variable.analyticsEngine, analyses.engine);
  if (spark) grantSparkAccess(fn, spark);
}

/** Lets a function run jobs on this application under the jobs' role, and no others. */
function grantSparkAccess(fn: PlatformFunction, spark: SparkApplication): void {
  const { applicationId, applicationArn, jobRole, script, logs, hdfsUri } = spark;
  fn.lambda.addEnvironment(variable.sparkApplicationId, applicationId);
  fn.lambda.addEnvironment(variable.sparkJobRoleArn, jobRole.roleArn);
  fn.lambda.addEnvironment(variable.sparkScript, script);
  fn.lambda.addEnvironment(variable.sparkLogs, logs);
  fn.lambda.addEnvironment(variable.sparkHdfsUri, hdfsUri);
  fn.role.addToPolicy(
    new PolicyStatement({
      actions: ['emr-serverless:StartJobRun', 'emr-serverless:StartApplication'],
      resources: [applicationArn],
    }),
  );
  fn.role.addToPolicy(
    new PolicyStatement({
      actions: ['emr-serverless:GetJobRun', 'emr-serverless:CancelJobRun'],
      resources: [`${applicationArn}/jobruns/*`],
    }),
  );
  fn.role.addToPolicy(
    new PolicyStatement({
      actions: ['iam:PassRole'],
      resources: [jobRole.roleArn],
      conditions: { StringEquals: { 'iam:PassedToService': 'emr-serverless.amazonaws.com' } },
    }),
  );
}
