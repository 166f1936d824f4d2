import { Duration, Lazy, RemovalPolicy, Size } from 'aws-cdk-lib/core';
import type { ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function as LambdaFunction, Runtime, type CfnFunction, type Code } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { addAlarm } from './alarm.ts';
import { lambdaName, type FunctionName } from '../modules/platform/function-names.ts';
import { grantNetworkInterfaces } from './grants/network.ts';
import { stageName } from './stage-name.ts';
import type { FunctionNetwork, Surroundings } from './target.ts';

export interface PlatformFunctionProps {
  readonly code: Code;
  readonly surroundings: Surroundings;
  readonly timeout: Duration;
  /** MB; Lambda gives CPU in proportion, one full core at 1,769 MB. */
  readonly memorySize: number;
  /** MB of /tmp, 512 without it. */
  readonly diskSize?: number;
  /** So many calls run at once and are kept free for it; without it as many as the account has left. */
  readonly callsAtOnce?: number;
  /** ARM without it; native code is for one of them. */
  readonly architecture?: Architecture;
  /** What people lose while its calls fail: see AlarmSettings. */
  readonly impact: string;
  /** Where alarms go. */
  readonly alarms: ITopic;
  /** Runs outside of the private network, which has no way to the internet. */
  readonly reachesInternet?: boolean;
}

/**
 * A function whose role may do nothing yet but write its own logs, with a log group that keeps a month, and alarms for
 * errors and throttles. What else it may do, grants/ gives it together with the environment that it needs for it.
 */
export class PlatformFunction extends Construct {
  readonly functionName: FunctionName;
  /** What Lambda calls it in this stage, and its metrics. */
  readonly lambdaName: string;
  readonly lambda: LambdaFunction;
  readonly role: Role;
  readonly #groups: ISecurityGroup[] = [];

  constructor(scope: Construct, functionName: FunctionName, props: PlatformFunctionProps) {
    super(scope, functionName);
    const { surroundings, code, timeout, memorySize, reachesInternet = false } = props;
    const { diskSize = 512, architecture = Architecture.ARM_64, callsAtOnce } = props;
    const network = reachesInternet ? undefined : surroundings.network;
    const name = stageName(this, lambdaName(functionName));
    this.lambdaName = name;
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${name}`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.functionName = functionName;
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(this.role);
    if (network) grantNetworkInterfaces(this.role, name);
    this.lambda = new LambdaFunction(this, 'Function', {
      ...network,
      functionName: name,
      runtime: Runtime.NODEJS_24_X,
      architecture,
      handler: 'index.handler',
      code,
      timeout,
      memorySize,
      ...(callsAtOnce !== undefined && { reservedConcurrentExecutions: callsAtOnce }),
      ephemeralStorageSize: Size.mebibytes(diskSize),
      role: this.role,
      logGroup,
      environment: {
        ...surroundings.environment,
        NODE_OPTIONS: ['--enable-source-maps', ...(surroundings.nodeFlags ?? [])].join(' '),
      },
    });
    if (network) this.attach(network);
    this.watch(props);
  }

  /** Lets the function reach what lets this security group in. */
  join(group: ISecurityGroup | undefined): void {
    if (group) this.#groups.push(group);
  }

  /** CDK takes the security groups when it makes the function; here they come with the grants. */
  private attach({ vpc, vpcSubnets, securityGroups }: FunctionNetwork): void {
    this.#groups.push(...securityGroups);
    (this.lambda.node.defaultChild as CfnFunction).vpcConfig = {
      subnetIds: vpc.selectSubnets(vpcSubnets).subnetIds,
      securityGroupIds: Lazy.list({ produce: () => this.#groups.map(({ securityGroupId }) => securityGroupId) }),
    };
  }

  private watch({ alarms, impact }: PlatformFunctionProps): void {
    const name = lambdaName(this.functionName);
    const perMinute = { statistic: 'Sum', period: Duration.minutes(1) };
    addAlarm(this, alarms, {
      name: `${name}-errors`,
      description: `Вызовы ${name} завершаются ошибкой: причина в журнале функции.`,
      impact,
      metric: this.lambda.metricErrors(perMinute),
      threshold: 1,
    });
    addAlarm(this, alarms, {
      name: `${name}-throttles`,
      description: `Вызовы ${name} отклоняются: исчерпан лимит одновременных вызовов.`,
      impact,
      metric: this.lambda.metricThrottles(perMinute),
      threshold: 1,
    });
  }
}
