import { describe, expect, test } from 'vitest';
import { consumerGroup } from '../modules/platform/access.ts';
import { functionNames, lambdaName } from '../modules/platform/function-names.ts';
import { consumed, targets } from '../tests/support/stack.ts';
import { lambdaOf, only, propertiesOf, resourcesOf, type Value } from '../tests/support/template.ts';

interface AlarmProperties {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: Value }[];
  readonly AlarmActions: readonly Value[];
  readonly OKActions: readonly Value[];
}

describe.each(targets)('alarms on %s', (target, template) => {
  const alarms = propertiesOf<AlarmProperties>(template, 'AWS::CloudWatch::Alarm');

  test.each(consumed)('one tells when %s falls behind on %s', (name, topic) => {
    expect(alarms).toContainEqual(
      expect.objectContaining({
        Namespace: 'AWS/Kafka',
        MetricName: 'EstimatedMaxTimeLag',
        Dimensions: [
          { Name: 'Cluster Name', Value: 'marketplace' },
          { Name: 'Consumer Group', Value: consumerGroup(name, topic) },
          { Name: 'Topic', Value: topic },
        ],
      }),
    );
  });

  test.each(functionNames)('they tell when %s fails and when it is throttled', (name) => {
    const Dimensions = [{ Name: 'FunctionName', Value: { Ref: lambdaOf(template, name).id } }];
    for (const MetricName of ['Errors', 'Throttles'])
      expect(alarms).toContainEqual(expect.objectContaining({ Namespace: 'AWS/Lambda', MetricName, Dimensions }));
  });

  test('one tells when no analysis has ended well for long, also when there is no sign of any', () => {
    expect(alarms).toContainEqual(
      expect.objectContaining({
        Namespace: 'Marketplace',
        MetricName: 'runs',
        Dimensions: [{ Name: 'service', Value: lambdaName('analytics') }],
        ComparisonOperator: 'LessThanThreshold',
        Threshold: 1,
        Period: target === 'aws' ? 3_600 : 600,
        EvaluationPeriods: 4,
        TreatMissingData: 'breaching',
      }),
    );
  });

  const impacts = alarms.map(({ AlarmName, AlarmDescription }) => {
    const [, impact, ...more] = AlarmDescription.split('\n');
    const of = functionNames.find((name) => AlarmName.startsWith(`${lambdaName(name)}-`)) ?? 'api';
    return { AlarmName, of, isLag: AlarmName.endsWith('-age'), impact, more };
  });

  test.each(impacts)('$AlarmName says on a line of its own, in one Russian sentence, what people lose', (alarm) => {
    expect(alarm.impact).toMatch(/^[А-ЯЁ][^.]*[а-яё][^.]*\.$/u);
    expect(alarm.more).toEqual([]);
  });

  test('no two functions lose the same, and no two topics', () => {
    const groups = Map.groupBy(impacts, ({ impact }) => impact);
    const shared = [...groups.values()].filter(
      (same) => new Set(same.map(({ of }) => of)).size > 1 || (same.length > 1 && same.some(({ isLag }) => isLag)),
    );
    expect(impacts.length).toBeGreaterThan(25);
    expect(shared).toEqual([]);
  });

  test('no description is longer than CloudWatch and Telegram take', () => {
    for (const { AlarmDescription } of alarms) expect(AlarmDescription.length).toBeLessThanOrEqual(1_000);
  });

  test('CloudWatch may publish to their topic, and nobody without TLS', () => {
    const { PolicyDocument } = only(
      propertiesOf<{ PolicyDocument: { Statement: readonly unknown[] } }>(template, 'AWS::SNS::TopicPolicy'),
      'policy of the topic',
    );
    expect(PolicyDocument.Statement).toEqual([
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      expect.objectContaining({
        Effect: 'Allow',
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      }),
    ]);
  });

  test('every one tells the alarm topic when it starts and when it ends', () => {
    const topic = only(resourcesOf(template, 'AWS::SNS::Topic'), 'alarm topic');
    for (const alarm of alarms) {
      expect(alarm.AlarmActions).toEqual([{ Ref: topic.id }]);
      expect(alarm.OKActions).toEqual([{ Ref: topic.id }]);
    }
  });
});

test.each(targets)(
  'alarms on %s go to the function that tells Telegram, which runs where the internet is',
  (_, template) => {
    const notify = lambdaOf(template, 'notify');
    expect(only(propertiesOf(template, 'AWS::SNS::Subscription'), 'subscription')).toMatchObject({
      Protocol: 'lambda',
      TopicArn: { Ref: only(resourcesOf(template, 'AWS::SNS::Topic'), 'alarm topic').id },
      Endpoint: { 'Fn::GetAtt': [notify.id, 'Arn'] },
    });
    expect(notify.properties).not.toHaveProperty('VpcConfig');
  },
);
