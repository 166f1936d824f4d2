import type { Template } from 'aws-cdk-lib/assertions';
import { z } from 'zod';
import { lambdaName, stackName, type FunctionName } from '../../modules/platform/function-names.ts';

/** A value in a template: a text, or an intrinsic function. */
export type Value = string | Readonly<Record<string, unknown>>;

interface Resource<Properties> {
  readonly id: string;
  readonly properties: Properties;
  readonly deletionPolicy: string | undefined;
}

const resourceSchema = z.record(
  z.string(),
  z.object({ Properties: z.record(z.string(), z.unknown()).default({}), DeletionPolicy: z.string().optional() }),
);

/** Resources of a type; the caller says which properties it reads. */
export const resourcesOf = <Properties = Readonly<Record<string, unknown>>>(
  template: Template,
  type: string,
): Resource<Properties>[] =>
  Object.entries(resourceSchema.parse(template.findResources(type))).map(([id, { Properties, DeletionPolicy }]) => ({
    id,
    properties: Properties as Properties,
    deletionPolicy: DeletionPolicy,
  }));

export const propertiesOf = <Properties = Readonly<Record<string, unknown>>>(
  template: Template,
  type: string,
): Properties[] => resourcesOf<Properties>(template, type).map(({ properties }) => properties);

/** The one item that there is. Throws when there are none or several. */
export function only<T>(items: readonly T[], what: string): T {
  const [item, ...others] = items;
  if (item === undefined || others.length > 0) throw new Error(`${items.length} instead of one ${what}`);
  return item;
}

interface FunctionProperties {
  readonly FunctionName: string;
  readonly Role: Value;
  readonly ReservedConcurrentExecutions?: number;
  readonly VpcConfig?: { readonly SecurityGroupIds: readonly Value[] };
  readonly Environment: { readonly Variables: Readonly<Record<string, Value>> };
}

export const lambdaOf = (
  template: Template,
  name: FunctionName,
  platform: string = stackName,
): Resource<FunctionProperties> =>
  only(
    resourcesOf<FunctionProperties>(template, 'AWS::Lambda::Function').filter(
      ({ properties }) => properties.FunctionName === lambdaName(name).replace(stackName, platform),
    ),
    `function ${name}`,
  );

export const secretId = (template: Template, name: string): string =>
  only(
    resourcesOf<{ Name: string }>(template, 'AWS::SecretsManager::Secret').filter(
      ({ properties }) => properties.Name === name,
    ),
    `secret ${name}`,
  ).id;

export function environmentOf(
  template: Template,
  name: FunctionName,
  platform: string = stackName,
): Record<string, string> {
  const variables = Object.entries(lambdaOf(template, name, platform).properties.Environment.Variables);
  return Object.fromEntries(
    variables.map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}
