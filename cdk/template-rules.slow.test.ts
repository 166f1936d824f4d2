import { App, CfnResource, Stack } from 'aws-cdk-lib/core';
import { Template } from 'aws-cdk-lib/assertions';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { expect, test } from 'vitest';
import { synthesize } from '../tests/support/stack.ts';
import { awsTarget } from './targets/aws.ts';
import { localTarget } from './targets/local.ts';

test.each([
  ['local', localTarget(10_000)],
  ['aws', awsTarget],
])("the template for %s keeps CloudFormation's own rules", (_, target) => {
  expect(() => synthesize(target)).not.toThrow();
});

test('a template that breaks them is refused', () => {
  const stack = new Stack(new App({ context: recommendedFlags }), 'Broken');
  new CfnResource(stack, 'Queue', { type: 'AWS::SQS::Queue', properties: { DelaySeconds: 'soon' } });
  expect(() => Template.fromStack(stack)).toThrow('DelaySeconds');
});
