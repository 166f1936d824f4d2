import type { Stack } from 'aws-cdk-lib/core';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnDomain } from 'aws-cdk-lib/aws-opensearchservice';
import { expect, test } from 'vitest';
import { findingsIn, type Finding } from '../tests/support/findings.ts';
import { dataStackOf, large, stackFor } from '../tests/support/stack.ts';
import { acceptedFindings, type AcceptedFinding } from './accepted-findings.ts';
import { readSettings } from './aws/settings.ts';
import { awsTarget } from './targets/aws.ts';

const accepts = ({ rule, at }: AcceptedFinding, found: Finding): boolean =>
  rule.test(found.rule) && at.test(found.path);

const notAccepted = (stack: Stack): Finding[] =>
  findingsIn(stack).filter((found) => !acceptedFindings.some((accepted) => accepts(accepted, found)));

/** The stacks of each of the stages that are shipped. */
const stacks = (): Stack[] =>
  ['cdk/settings/aws.small.json', 'cdk/settings/aws.large.json'].flatMap((file) => {
    const functions = stackFor(awsTarget(readSettings(file)));
    return [functions, dataStackOf(functions)];
  });

test('cdk-nag finds nothing in the stacks on AWS but what is accepted with a reason', () => {
  expect(stacks().flatMap((stack) => notAccepted(stack))).toEqual([]);
});

test('nothing is accepted that cdk-nag finds no more', () => {
  const found = stacks().flatMap((stack) => findingsIn(stack));
  const stale = acceptedFindings.filter((accepted) => !found.some((finding) => accepts(accepted, finding)));
  expect(stale).toEqual([]);
});

test('a right to everything is found, also beside those that are accepted', () => {
  const stack = stackFor(awsTarget(large));
  new ManagedPolicy(stack, 'Planted', {
    statements: [new PolicyStatement({ actions: ['s3:*'], resources: ['*'] })],
  });
  expect(notAccepted(stack)).toEqual([
    { rule: 'AwsSolutions-IAM5[Resource::*]', path: 'Planted/Resource' },
    { rule: 'AwsSolutions-IAM5[Action::s3:*]', path: 'Planted/Resource' },
  ]);
});

test('a disk that is not encrypted is found', () => {
  const stack = dataStackOf(stackFor(awsTarget(large)));
  for (const domain of stack.node.findAll().filter((child) => child instanceof CfnDomain))
    domain.encryptionAtRestOptions = { enabled: false };
  expect(notAccepted(stack)).toEqual([{ rule: 'AwsSolutions-OS8', path: 'OpenSearch/Domain/Resource' }]);
});
