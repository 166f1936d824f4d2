import { Alarm, ComparisonOperator, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

export interface AlarmSettings {
  readonly name: string;
  /** What is wrong and where to look, for the person who is woken: in Russian. */
  readonly description: string;
  /** What buyers, shops or people on duty lose while it lasts: one sentence, in Russian. */
  readonly impact: string;
  readonly metric: IMetric;
  /** Fires when the metric is at or above this; for a heartbeat, when it is below this or missing. */
  readonly threshold: number;
  /** Periods of the metric in a row; 1 unless said otherwise. */
  readonly periods?: number;
  /** The metric counts what must keep happening. */
  readonly isHeartbeat?: boolean;
}

/** An alarm that tells the topic when it starts and when it ends. No data is good news: idle functions report nothing. */
export function addAlarm(scope: Construct, topic: ITopic, settings: AlarmSettings): void {
  const { name, description, impact, metric, threshold, periods = 1, isHeartbeat = false } = settings;
  const { LESS_THAN_THRESHOLD, GREATER_THAN_OR_EQUAL_TO_THRESHOLD } = ComparisonOperator;
  const alarm = new Alarm(scope, `Alarm-${name}`, {
    alarmName: name,
    alarmDescription: `${description}\n${impact}`,
    metric,
    threshold,
    evaluationPeriods: periods,
    comparisonOperator: isHeartbeat ? LESS_THAN_THRESHOLD : GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: isHeartbeat ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
  });
  const action = new SnsAction(topic);
  alarm.addAlarmAction(action);
  alarm.addOkAction(action);
}
