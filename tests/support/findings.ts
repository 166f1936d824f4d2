import { createRequire } from 'node:module';
import type { Stack } from 'aws-cdk-lib/core';

/** What cdk-nag says of one construct: the rule, and the construct's path below the stack. */
export interface Finding {
  readonly rule: string;
  readonly path: string;
}

/** The part of cdk-nag that is used here. Its own types load those of all of CDK, which takes as long as all others. */
interface CdkNag {
  readonly AwsSolutionsChecks: new () => {
    validateScope(stack: Stack): {
      readonly violations: readonly {
        readonly ruleName: string;
        readonly violatingResources: readonly { readonly constructPath: string }[];
      }[];
    };
  };
}

const require = createRequire(import.meta.url);
const { AwsSolutionsChecks } = require('cdk-nag') as CdkNag;

/** What cdk-nag's AwsSolutions finds in a stack. */
export const findingsIn = (stack: Stack): Finding[] =>
  new AwsSolutionsChecks()
    .validateScope(stack)
    .violations.flatMap(({ ruleName: rule, violatingResources }) =>
      violatingResources.map(({ constructPath }) => ({ rule, path: constructPath.replace(/^[^/]*\//u, '') })),
    );
