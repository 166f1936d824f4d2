import { Aws } from 'aws-cdk-lib/core';
import { Alarm, ComparisonOperator, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic, type ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { stageName } from './stage-name.ts';

export interface AlarmSettings {
  /** As it is called in the stage of the platform's own name: `marketplace-…`. */
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

/** Where alarms go. CloudWatch alone publishes to it, over TLS; a topic with a policy of its own has no other. */
export function alarmTopic(scope: Construct): Topic {
  const topic = new Topic(scope, 'Alarms', { topicName: stageName(scope, 'marketplace-alarms'), enforceSSL: true });
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  );
  return topic;
}

/** An alarm that tells the topic when it starts and when it ends. No data is good news: idle functions report nothing. */
export function addAlarm(scope: Construct, topic: ITopic, settings: AlarmSettings): void {
  const { name, description, impact, metric, threshold, periods = 1, isHeartbeat = false } = settings;
  const { LESS_THAN_THRESHOLD, GREATER_THAN_OR_EQUAL_TO_THRESHOLD } = ComparisonOperator;
  const alarm = new Alarm(scope, `Alarm-${name}`, {
    alarmName: stageName(scope, name),
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
