import { App } from 'aws-cdk-lib/core';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { MarketplaceStack } from '../../cdk/marketplace-stack.ts';
import type { Target } from '../../cdk/target.ts';
import { appContext } from '../../cdk/app-context.ts';
import { DataStack } from '../../cdk/aws/data-stack.ts';
import { readSettings } from '../../cdk/aws/settings.ts';
import { awsTarget } from '../../cdk/targets/aws.ts';
import { localTarget } from '../../cdk/targets/local.ts';
import { recordOf } from '../../modules/objects/entries.ts';
import { functionNames, type FunctionName, type kafkaFunctionNames } from '../../modules/platform/function-names.ts';
import type { Topic } from '../../modules/platform/topics.ts';
import { only } from './template.ts';

const noCode: Code = Code.fromInline('export {}');

/** The stack's template for a target. Throws when it breaks CloudFormation's own rules, unless CDK_VALIDATION is false. */
export const synthesize = (target: Target): Template => Template.fromStack(stackFor(target));

/** The stack for a target, with functions that do nothing. */
export const stackFor = (target: Target): MarketplaceStack =>
  new MarketplaceStack(
    new App({ context: appContext }),
    target,
    recordOf(functionNames, () => noCode),
  );

/** A stage like the shipped one, with the names of the platform itself. */
export const large = readSettings('cdk/settings/aws.large.json');

/** The stack beside the functions' that holds what AWS keeps. */
export const dataStackOf = (functions: MarketplaceStack): DataStack =>
  only(
    functions.node.root.node.children.filter((child) => child instanceof DataStack),
    'stack of data',
  );

const onAws = stackFor(awsTarget(large));

export const local = synthesize(localTarget(10_000));
export const aws = Template.fromStack(onAws);
export const awsData = Template.fromStack(dataStackOf(onAws));
/** The stack's targets by name. */
export const targets = [
  ['local', local],
  ['aws', aws],
] as const;

/** Topics that functions consume. */
export const consumed: readonly (readonly [(typeof kafkaFunctionNames)[number], Topic])[] = [
  ['filter', 'products'],
  ['index', 'filtered_products'],
  ['index', 'client_queries'],
  ['index', 'dead_letters'],
  ['sweep', 'banned_products'],
  ['sweep', 'ban_sweeps'],
  ['aggregate', 'catalog_changes'],
  ['audit', 'banned_products'],
  ['archive', 'products'],
  ['archive', 'client_queries'],
];

/** Functions that ask OpenSearch. */
export const searching: readonly FunctionName[] = [
  'index',
  'sweep',
  'aggregate',
  'audit',
  'analytics',
  'search',
  'categories',
  'recommend',
  'events',
  'intake',
  'bans',
  'metrics',
];
