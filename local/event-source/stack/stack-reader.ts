import {
  DescribeStacksCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
  type CloudFormationClient,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { PlatformError } from '../../../modules/errors/platform-error.ts';
import { settings } from '../settings.ts';
import type { Scope } from './intrinsics.ts';
import { mappingsOf, type Mappings } from './mappings.ts';
import { parseTemplate, type Template } from './template.ts';

const none: Mappings = { mappings: [], problems: [] };

/** What CloudFormation knows of a stack's mappings; `missing` when there is no such stack. */
export type StackReading = { readonly state: 'deployed' | 'missing' } & Mappings;

/**
 * Reads the Kafka event source mappings of a stack from CloudFormation, which every engine keeps whole: LocalStack-compatible
 * engines lose the Kafka fields of AWS::Lambda::EventSourceMapping elsewhere. A template and its resources are many kilobytes, so they are read
 * again when the stack says that it has changed, and now and then. `now`: milliseconds. Throws engine_unavailable when nobody answers.
 */
export function stackReader(
  client: CloudFormationClient,
  stackName: string,
  now: () => number = () => performance.now(),
): () => Promise<StackReading> {
  let parsed: { readonly body: string; readonly template: Template } | undefined;
  let last: { readonly edition: string; readonly at: number; readonly reading: StackReading } | undefined;

  async function readWhole(stack: Stack): Promise<StackReading> {
    const [body, resources] = await Promise.all([templateBody(client, stackName), listResources(client, stackName)]);
    if (parsed?.body !== body) parsed = { body, template: parseTemplate(body) };
    return { state: 'deployed', ...mappingsOf(parsed.template, scopeOf(stack, stackName, parsed.template, resources)) };
  }

  return async () => {
    const stack = await describe(client, stackName);
    if (stack === undefined || stack.StackStatus === 'DELETE_COMPLETE') return { state: 'missing', ...none };
    const edition = editionOf(stack);
    const at = now();
    if (last?.edition === edition && at - last.at < settings.stackRereadMs) return last.reading;
    const reading = await readWhole(stack);
    last = stack.StackStatus?.endsWith('_IN_PROGRESS') === true ? undefined : { edition, at, reading };
    return reading;
  };
}

/** Changes with every deployment. */
const editionOf = ({ StackId, StackStatus, CreationTime, LastUpdatedTime }: Stack): string =>
  JSON.stringify([StackId, StackStatus, CreationTime, LastUpdatedTime]);

async function describe(client: CloudFormationClient, stackName: string): Promise<Stack | undefined> {
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
    return Stacks?.[0];
  } catch (error) {
    if (error instanceof Error && error.message.includes('does not exist')) return undefined;
    throw new PlatformError('engine_unavailable', `CloudFormation does not answer about ${stackName}`, {
      cause: error,
    });
  }
}

async function templateBody(client: CloudFormationClient, stackName: string): Promise<string> {
  const { TemplateBody = '{}' } = await client.send(
    new GetTemplateCommand({ StackName: stackName, TemplateStage: 'Processed' }),
  );
  return TemplateBody;
}

interface DeployedResource {
  readonly id: string;
  readonly type: string;
  readonly physicalId: string;
}

async function listResources(client: CloudFormationClient, stackName: string): Promise<DeployedResource[]> {
  const resources: DeployedResource[] = [];
  let token: string | undefined;
  do {
    const page = await client.send(
      new ListStackResourcesCommand({ StackName: stackName, ...(token !== undefined && { NextToken: token }) }),
    );
    for (const {
      LogicalResourceId: id,
      ResourceType: type,
      PhysicalResourceId: physicalId,
    } of page.StackResourceSummaries ?? [])
      if (id && type && physicalId) resources.push({ id, type, physicalId });
    token = page.NextToken;
  } while (token);
  return resources;
}

function scopeOf(stack: Stack, stackName: string, template: Template, resources: readonly DeployedResource[]): Scope {
  // arn:<partition>:cloudformation:<region>:<account>:stack/<name>/<uuid>
  const [, partition = 'aws', , region = '', account = ''] = (stack.StackId ?? '').split(':');
  const defaults = Object.entries(template.Parameters).flatMap(([name, { Default }]) =>
    Default === undefined ? [] : [[name, String(Default)] as const],
  );
  const given = (stack.Parameters ?? []).flatMap(
    ({ ParameterKey: name, ParameterValue: value, ResolvedValue: resolved }) =>
      name !== undefined && value !== undefined ? [[name, resolved ?? value] as const] : [],
  );
  return {
    partition,
    region,
    account,
    stackName,
    parameters: new Map([...defaults, ...given]),
    physicalIds: new Map(resources.map(({ id, physicalId }) => [id, physicalId])),
    types: new Map(resources.map(({ id, type }) => [id, type])),
  };
}
