import type { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { lambdaName } from './function-names.ts';
import type { PlatformFunction } from './platform-function.ts';

/** Calls a function again and again. A call that fails is repeated by the next one, not by itself. */
export function runEvery(fn: PlatformFunction, interval: Duration): void {
  new Rule(fn, 'Schedule', {
    ruleName: lambdaName(fn.functionName),
    schedule: Schedule.rate(interval),
    targets: [new LambdaFunction(fn.lambda, { retryAttempts: 0 })],
  });
}
