import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { IRuleTarget } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { addAlarm } from '../alarm.ts';
import type { PlatformFunction } from '../platform-function.ts';
import type { SparkApplication } from '../target.ts';
import { lambdaName } from '../../modules/platform/function-names.ts';
import { definition, type placeholders } from './definition.ts';

export interface SparkAnalysesProps {
  readonly fn: PlatformFunction;
  readonly spark: SparkApplication;
  /** What people lose while executions fail: see AlarmSettings. */
  readonly impact: string;
  readonly alarms: ITopic;
}

/** Who a job is to HDFS. */
const hdfsUser = 'analytics';

/** Runs the analyses step by step: in the function what speaks to the platform's systems, on Spark what computes. */
export class SparkAnalyses extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, { fn, spark, impact, alarms }: SparkAnalysesProps) {
    super(scope, id);
    const name = fn.lambdaName;
    const role = this.role(fn, spark);
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: name,
      definitionBody: DefinitionBody.fromString(JSON.stringify(definition)),
      definitionSubstitutions: substitutions(fn, spark),
      role,
      logs: {
        level: LogLevel.ALL,
        includeExecutionData: true,
        destination: new LogGroup(this, 'Logs', {
          logGroupName: `/aws/vendedlogs/states/${name}`,
          retention: RetentionDays.ONE_MONTH,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
      },
    });
    const [failed, timedOut] = [this.machine.metricFailed(perHour), this.machine.metricTimedOut(perHour)];
    addAlarm(this, alarms, {
      name: `${lambdaName(fn.functionName)}-spark-failed`,
      description:
        'Анализ на Spark не удался: шаг и причина в журнале машины состояний, вывод Spark в её корзине журналов.',
      impact,
      metric: new MathExpression({
        expression: 'failed + timedOut',
        label: 'неудачных анализов',
        usingMetrics: { failed, timedOut },
        period: perHour.period,
      }),
      threshold: 1,
    });
  }

  private role(fn: PlatformFunction, { applicationArn, jobRole }: SparkApplication): Role {
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    });
    // By this rule, which Step Functions makes itself, it hears that a job has ended.
    const ended = Stack.of(this).formatArn({
      service: 'events',
      resource: 'rule',
      resourceName: 'StepFunctionsGetEventsForEMRServerlessJobRule',
    });
    const rights: readonly (readonly [actions: string[], resource: string])[] = [
      [['lambda:InvokeFunction'], fn.lambda.functionArn],
      [['emr-serverless:StartJobRun'], applicationArn],
      [['emr-serverless:GetJobRun', 'emr-serverless:CancelJobRun'], `${applicationArn}/jobruns/*`],
      [['events:PutTargets', 'events:PutRule', 'events:DescribeRule'], ended],
    ];
    for (const [actions, resource] of rights) role.addToPolicy(new PolicyStatement({ actions, resources: [resource] }));
    role.addToPolicy(
      new PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [jobRole.roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': 'emr-serverless.amazonaws.com' } },
      }),
    );
    return role;
  }
}

/** What a schedule starts. One that fails is not started again: the machine has tried again itself. */
export const executionsOf = ({ machine }: SparkAnalyses): IRuleTarget =>
  new SfnStateMachine(machine, { retryAttempts: 0 });

const perHour = { statistic: 'Sum', period: Duration.hours(1) };

function substitutions(
  fn: PlatformFunction,
  { applicationId, jobRole, script, logs, hdfsUri }: SparkApplication,
): Record<(typeof placeholders)[number], string> {
  const settings = ['spark.emr-serverless.driverEnv.HADOOP_USER_NAME', 'spark.executorEnv.HADOOP_USER_NAME'];
  return {
    Function: fn.lambda.functionArn,
    Application: applicationId,
    JobRole: jobRole.roleArn,
    SparkSettings: settings.map((setting) => `--conf ${setting}=${hdfsUser}`).join(' '),
    Script: script,
    Logs: logs,
    HdfsUri: hdfsUri,
  };
}
