import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { stackName } from '../modules/platform/function-names.ts';

/** What a name of the platform is in the stage of this construct: stages of one account share none. */
export const stageName = (scope: IConstruct, name: string): string =>
  `${Stack.of(scope).stackName}${name.slice(stackName.length)}`;
