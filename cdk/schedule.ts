import type { Duration } from 'aws-cdk-lib/core';
import { Rule, Schedule, type IRuleTarget } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { addAlarm } from './alarm.ts';
import { lambdaName } from '../modules/platform/function-names.ts';
import { customMetric } from './custom-metric.ts';
import type { PlatformFunction } from './platform-function.ts';

export interface ScheduleSettings {
  readonly interval: Duration;
  /** The metric that counts calls which end well. */
  readonly counts: string;
  /** What people lose when runs stay away: see AlarmSettings. */
  readonly impact: string;
  /** Where the alarm goes. */
  readonly alarms: ITopic;
  /** What calls the function in the end; the schedule itself without it. */
  readonly by?: IRuleTarget;
}

/** Intervals without a finished run before the alarm: two missed runs, and one that outlasts its interval. */
const missingRuns = 4;

/**
 * Calls a function again and again. A call that fails is repeated by the next one, not by itself. The function counts the
 * calls that end well as a metric; an alarm tells when there are none any more, whatever the reason.
 */
export function runEvery(fn: PlatformFunction, { interval, counts, impact, alarms, by }: ScheduleSettings): void {
  const name = lambdaName(fn.functionName);
  new Rule(fn, 'Schedule', {
    ruleName: fn.lambdaName,
    schedule: Schedule.rate(interval),
    targets: [by ?? new LambdaFunction(fn.lambda, { retryAttempts: 0 })],
  });
  // Lambda itself calls a function that failed on an event twice more, and one that was throttled for six hours.
  fn.lambda.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: interval });
  addAlarm(fn, alarms, {
    name: `${name}-overdue`,
    description: `${name} давно не завершалась успешно: причина в журнале функции или в её расписании.`,
    impact,
    metric: customMetric({
      metricName: counts,
      statistic: 'Sum',
      period: interval,
      dimensionsMap: { service: fn.lambdaName },
    }),
    threshold: 1,
    periods: missingRuns,
    isHeartbeat: true,
  });
}
