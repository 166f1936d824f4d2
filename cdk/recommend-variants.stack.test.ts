import { App } from 'aws-cdk-lib/core';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { expect, test } from 'vitest';
import { variable } from '../modules/config/environment.ts';
import { recordOf } from '../modules/objects/entries.ts';
import { functionNames } from '../modules/platform/function-names.ts';
import { local } from '../tests/support/stack.ts';
import { propertiesOf } from '../tests/support/template.ts';
import { appContext } from './app-context.ts';
import { MarketplaceStack } from './marketplace-stack.ts';
import { localTarget } from './targets/local.ts';

const variantsIn = (template: Template): unknown[] =>
  propertiesOf<{ Environment?: { Variables?: Record<string, unknown> } }>(template, 'AWS::Lambda::Function').flatMap(
    ({ Environment }) => Environment?.Variables?.[variable.recommendVariants] ?? [],
  );

test('ways to recommend run side by side where the deployment says so', () => {
  const app = new App({ context: { ...appContext, recommendVariants: 'both,near' } });
  const code = recordOf(functionNames, () => Code.fromInline('export {}'));
  const stack = new MarketplaceStack(app, localTarget(10_000), code);
  expect(variantsIn(Template.fromStack(stack))).toEqual(['both,near']);
  expect(variantsIn(local)).toEqual([]);
});
