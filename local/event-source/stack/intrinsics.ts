import { PlatformError } from '../../../modules/errors/platform-error.ts';

/** What a template's references stand for once it is deployed. */
export interface Scope {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly stackName: string;
  /** Values of the template's parameters. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Physical ids by logical id. */
  readonly physicalIds: ReadonlyMap<string, string>;
  /** Types by logical id. */
  readonly types: ReadonlyMap<string, string>;
}

/**
 * Replaces Ref, Fn::GetAtt, Fn::Join, Fn::Sub, Fn::Select and Fn::Split in a property value by what they stand for.
 * Throws input_invalid for what is not deployed yet or needs another function.
 */
export function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, scope)).filter((item) => item !== undefined);
  if (typeof value !== 'object' || value === null) return value;
  const [only, ...others] = Object.entries(value);
  if (only !== undefined && others.length === 0 && isIntrinsic(only[0])) return apply(only[0], only[1], scope);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, resolve(item, scope)]));
}

const isIntrinsic = (name: string): boolean => name === 'Ref' || name.startsWith('Fn::');

function apply(name: string, argument: unknown, scope: Scope): unknown {
  switch (name) {
    case 'Ref':
      return reference(text(argument, name), scope);
    case 'Fn::GetAtt': {
      const [id = '', attribute = ''] = typeof argument === 'string' ? argument.split('.') : texts(argument, name);
      return attributeOf(id, attribute, scope);
    }
    case 'Fn::Join': {
      const [separator, parts] = list(argument, name);
      return texts(resolve(parts, scope), name).join(text(separator, name));
    }
    case 'Fn::Sub':
      return substitute(argument, scope);
    case 'Fn::Select': {
      const [index, items] = list(argument, name);
      return list(resolve(items, scope), name)[Number(index)];
    }
    case 'Fn::Split': {
      const [separator, whole] = list(argument, name);
      return text(resolve(whole, scope), name).split(text(separator, name));
    }
    default:
      throw unresolvable(`${name} is not supported in an event source mapping here`);
  }
}

function reference(id: string, scope: Scope): string | undefined {
  if (id === 'AWS::NoValue') return undefined;
  const found = pseudoParameters(scope)[id] ?? scope.parameters.get(id) ?? scope.physicalIds.get(id);
  if (found === undefined || found === '') throw unresolvable(`${id} is not deployed`);
  return found;
}

const pseudoParameters = (scope: Scope): Readonly<Record<string, string>> => ({
  'AWS::Partition': scope.partition,
  'AWS::Region': scope.region,
  'AWS::AccountId': scope.account,
  'AWS::StackName': scope.stackName,
  'AWS::URLSuffix': 'amazonaws.com',
});

/** ARNs, which are all that mappings take from other resources. A physical id is an ARN already, but for functions. */
function attributeOf(id: string, attribute: string, scope: Scope): string {
  const physicalId = reference(id, scope) ?? '';
  if (attribute === 'Arn' || attribute === 'Id') {
    if (physicalId.startsWith('arn:')) return physicalId;
    if (scope.types.get(id) === 'AWS::Lambda::Function')
      return `arn:${scope.partition}:lambda:${scope.region}:${scope.account}:function:${physicalId}`;
  }
  throw unresolvable(`the attribute ${attribute} of ${id} is not known`);
}

function substitute(argument: unknown, scope: Scope): string {
  const [pattern, given] = Array.isArray(argument) ? argument : [argument, {}];
  const variables = new Map(Object.entries(resolve(given, scope) ?? {}));
  return text(pattern, 'Fn::Sub').replaceAll(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
    if (literal === '!') return `\${${name}}`;
    if (variables.has(name)) return text(variables.get(name), 'Fn::Sub');
    const [id = '', attribute] = name.split('.');
    return attribute === undefined ? (reference(id, scope) ?? '') : attributeOf(id, attribute, scope);
  });
}

function text(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw unresolvable(`${where} needs a string`);
}

function list(value: unknown, where: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw unresolvable(`${where} needs a list`);
}

const texts = (value: unknown, where: string): string[] => list(value, where).map((item) => text(item, where));

const unresolvable = (reason: string): PlatformError => new PlatformError('input_invalid', reason);
