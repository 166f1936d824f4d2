import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnResource, Stack } from 'aws-cdk-lib/core';
import { Template } from 'aws-cdk-lib/assertions';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { afterAll, expect, test } from 'vitest';
import { lintTemplate } from '../local/setup/cfn-lint.ts';
import { synthesize } from '../tests/support/stack.ts';
import { awsTarget } from './targets/aws.ts';
import { localTarget } from './targets/local.ts';

const targets = [
  ['local', localTarget(10_000)],
  ['aws', awsTarget()],
] as const;

test.each(targets)("the template for %s keeps CloudFormation's own rules", (_, target) => {
  expect(() => synthesize(target)).not.toThrow();
});

test('a template that breaks them is refused', () => {
  const stack = new Stack(new App({ context: recommendedFlags }), 'Broken');
  new CfnResource(stack, 'Queue', { type: 'AWS::SQS::Queue', properties: { DelaySeconds: 'soon' } });
  expect(() => Template.fromStack(stack)).toThrow('DelaySeconds');
});

const directory = mkdtempSync(join(tmpdir(), 'templates-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** The first call may have to bring cfn-lint. */
const lintTimeoutMs = 15 * 60_000;

function lint(template: object): Promise<string[]> {
  const file = join(directory, 'template.json');
  writeFileSync(file, JSON.stringify(template, undefined, 2));
  return lintTemplate(file, 'eu-central-1');
}

test.each(targets)('cfn-lint finds nothing in the template for %s', { timeout: lintTimeoutMs }, async (_, target) => {
  expect(await lint(synthesize(target).toJSON())).toEqual([]);
});

test('a template that breaks the rules of cfn-lint is refused', { timeout: lintTimeoutMs }, async () => {
  const Queue = { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: 'soon' } };
  expect(await lint({ Resources: { Queue } })).toEqual([expect.stringContaining("'soon' is not of type 'integer'")]);
});
