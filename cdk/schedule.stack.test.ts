import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { functionNames, lambdaName } from '../modules/platform/function-names.ts';
import { aws, local, stackFor, targets } from '../tests/support/stack.ts';
import { readSettings } from './aws/settings.ts';
import { awsTarget } from './targets/aws.ts';
import { lambdaOf, propertiesOf } from '../tests/support/template.ts';

describe.each(targets)('schedules on %s', (target, template) => {
  test.each([
    ['sweep', 60, 'rate(1 minute)'] as const,
    target === 'aws'
      ? (['analytics', 3_600, 'rate(1 hour)'] as const)
      : (['analytics', 600, 'rate(10 minutes)'] as const),
  ])('a call of %s that fails or waits is not repeated: the next one follows', (name, seconds, rate) => {
    expect(propertiesOf(template, 'AWS::Events::Rule')).toContainEqual(
      expect.objectContaining({
        Name: lambdaName(name),
        ScheduleExpression: rate,
        Targets: [expect.objectContaining({ RetryPolicy: { MaximumRetryAttempts: 0 } })],
      }),
    );
    expect(propertiesOf(template, 'AWS::Lambda::EventInvokeConfig')).toContainEqual({
      FunctionName: { Ref: lambdaOf(template, name).id },
      Qualifier: '$LATEST',
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: seconds,
    });
  });
});

test('on AWS calls are kept free for the analyses: one for a run, and one beside the steps of Spark for who looks whether it runs', () => {
  const reserved = functionNames.map((name) => [name, lambdaOf(aws, name).properties.ReservedConcurrentExecutions]);
  expect(reserved.filter(([, calls]) => calls !== undefined)).toEqual([['analytics', 2]]);
  const small = Template.fromStack(stackFor(awsTarget(readSettings('cdk/settings/aws.small.json'))));
  expect(lambdaOf(small, 'analytics', 'marketplace-test').properties.ReservedConcurrentExecutions).toBe(1);
  expect(lambdaOf(local, 'analytics').properties.ReservedConcurrentExecutions).toBeUndefined();
});
