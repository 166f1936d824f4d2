import type { Stack } from 'aws-cdk-lib/core';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnDomain } from 'aws-cdk-lib/aws-opensearchservice';
import { expect, test } from 'vitest';
import { findingsIn, type Finding } from '../tests/support/findings.ts';
import { stackFor } from '../tests/support/stack.ts';
import { acceptedFindings, type AcceptedFinding } from './accepted-findings.ts';
import { awsTarget } from './targets/aws.ts';

const accepts = ({ rule, at }: AcceptedFinding, found: Finding): boolean =>
  rule.test(found.rule) && at.test(found.path);

const notAccepted = (stack: Stack): Finding[] =>
  findingsIn(stack).filter((found) => !acceptedFindings.some((accepted) => accepts(accepted, found)));

test('cdk-nag finds nothing in the stack on AWS but what is accepted with a reason', () => {
  expect(notAccepted(stackFor(awsTarget()))).toEqual([]);
});

test('nothing is accepted that cdk-nag finds no more', () => {
  const found = findingsIn(stackFor(awsTarget()));
  const stale = acceptedFindings.filter((accepted) => !found.some((finding) => accepts(accepted, finding)));
  expect(stale).toEqual([]);
});

test('a right to everything is found, also beside those that are accepted', () => {
  const stack = stackFor(awsTarget());
  new ManagedPolicy(stack, 'Planted', {
    statements: [new PolicyStatement({ actions: ['s3:*'], resources: ['*'] })],
  });
  expect(notAccepted(stack)).toEqual([
    { rule: 'AwsSolutions-IAM5[Resource::*]', path: 'Planted/Resource' },
    { rule: 'AwsSolutions-IAM5[Action::s3:*]', path: 'Planted/Resource' },
  ]);
});

test('a disk that is not encrypted is found', () => {
  const stack = stackFor(awsTarget());
  for (const domain of stack.node.findAll().filter((child) => child instanceof CfnDomain))
    domain.encryptionAtRestOptions = { enabled: false };
  expect(notAccepted(stack)).toEqual([{ rule: 'AwsSolutions-OS8', path: 'OpenSearch/Domain/Resource' }]);
});
