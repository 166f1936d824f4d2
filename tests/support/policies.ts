import type { Template } from 'aws-cdk-lib/assertions';
import type { FunctionName } from '../../modules/platform/function-names.ts';
import { lambdaOf, propertiesOf, type Value } from './template.ts';

export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: Value | readonly Value[];
  readonly Condition?: unknown;
}

export interface PolicyProperties {
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
  readonly Roles: readonly { readonly Ref: string }[];
}

export const actionsOf = ({ Action }: Statement): readonly string[] => (typeof Action === 'string' ? [Action] : Action);
export const policyResourcesOf = ({ Resource }: Statement): readonly unknown[] =>
  Array.isArray(Resource) ? Resource : [Resource];

/** The statements about a function's role. */
export function statementsOf(template: Template, name: FunctionName): Statement[] {
  const { Role } = lambdaOf(template, name).properties;
  return propertiesOf<PolicyProperties>(template, 'AWS::IAM::Policy')
    .filter(({ Roles }) => Roles.some(({ Ref }) => JSON.stringify(Role).includes(`"${Ref}"`)))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

export const allowed = (template: Template, name: FunctionName): Statement[] =>
  statementsOf(template, name).filter(({ Effect }) => Effect === 'Allow');
