import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnResource, Stack } from 'aws-cdk-lib/core';
import { Template } from 'aws-cdk-lib/assertions';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { afterAll, expect, test } from 'vitest';
import { lintTemplates } from '../local/setup/cfn-lint.ts';
import { dataStackOf, stackFor } from '../tests/support/stack.ts';
import { readSettings } from './aws/settings.ts';
import { awsTarget } from './targets/aws.ts';
import { localTarget } from './targets/local.ts';

const onAws = ['small', 'large'].flatMap((size) => {
  const functions = stackFor(awsTarget(readSettings(`cdk/settings/aws.${size}.json`)));
  return [
    [`functions of the ${size} stage`, functions],
    [`data of the ${size} stage`, dataStackOf(functions)],
  ] as const;
});
const stacks = [['this machine', stackFor(localTarget(10_000))], ...onAws] as const;

test.each(stacks)("the template for %s keeps CloudFormation's own rules", (_, stack) => {
  expect(() => Template.fromStack(stack)).not.toThrow();
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

function lint(templates: readonly (readonly [what: string, template: object])[]): Promise<string[]> {
  const files = templates.map(([what, template]) => {
    const file = join(directory, `${what}.json`);
    writeFileSync(file, JSON.stringify(template, undefined, 2));
    return file;
  });
  return lintTemplates(files, 'eu-central-1');
}

test('cfn-lint finds nothing in the templates', { timeout: lintTimeoutMs }, async () => {
  expect(await lint(stacks.map(([what, stack]) => [what, Template.fromStack(stack).toJSON()]))).toEqual([]);
});

test('a template that breaks the rules of cfn-lint is refused', { timeout: lintTimeoutMs }, async () => {
  const Queue = { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: 'soon' } };
  expect(await lint([['broken', { Resources: { Queue } }]])).toEqual([
    expect.stringContaining("'soon' is not of type 'integer'"),
  ]);
});
