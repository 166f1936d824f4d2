import { z } from 'zod';
import { describeError, PlatformError } from '../../../modules/errors/platform-error.ts';
import { check, issuesText } from '../../../modules/errors/schema.ts';
import { resolve, type Scope } from './intrinsics.ts';
import type { EventSource, Mapping, StartingPosition } from '../mapping.ts';
import { settings } from '../settings.ts';
import type { Template } from './template.ts';

/** A mapping that cannot be polled, and why. */
export interface MappingProblem {
  readonly id: string;
  readonly message: string;
}

export interface Mappings {
  readonly mappings: readonly Mapping[];
  readonly problems: readonly MappingProblem[];
}

const notApplied = [
  'FilterCriteria',
  'DestinationConfig',
  'FunctionResponseTypes',
  'BisectBatchOnFunctionError',
  'MaximumRecordAgeInSeconds',
] as const;

/** CloudFormation takes numbers and booleans as strings, too. */
const integer = z.coerce.number().pipe(z.int());
const boolean = z.union([z.boolean(), z.stringbool()]);
const group = z.object({ ConsumerGroupId: z.string().min(1).optional() });
const servers = z.array(z.string().min(1)).min(1);

const propertiesSchema = z.object({
  FunctionName: z.string().min(1),
  EventSourceArn: z.string().optional(),
  /** The Lambda API and CloudFormation's own reference spell the servers differently, and engines follow one or the other. */
  SelfManagedEventSource: z
    .object({
      Endpoints: z
        .union([
          z.object({ KafkaBootstrapServers: servers }).transform((endpoints) => endpoints.KafkaBootstrapServers),
          z.object({ KAFKA_BOOTSTRAP_SERVERS: servers }).transform((endpoints) => endpoints.KAFKA_BOOTSTRAP_SERVERS),
        ])
        .readonly(),
    })
    .optional(),
  Topics: z.array(z.string().min(1)).length(1),
  Enabled: boolean.default(true),
  BatchSize: integer.pipe(z.int().min(1).max(10_000)).default(settings.defaultBatchSize),
  MaximumBatchingWindowInSeconds: integer.pipe(z.int().min(0).max(300)).optional(),
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST', 'AT_TIMESTAMP']),
  StartingPositionTimestamp: z.coerce.number().optional(),
  SourceAccessConfigurations: z.array(z.object({ Type: z.string(), URI: z.string() })).default([]),
  SelfManagedKafkaEventSourceConfig: group.optional(),
  AmazonManagedKafkaEventSourceConfig: group.optional(),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string().optional() }).optional() }).optional(),
  MaximumRetryAttempts: integer.pipe(z.int().min(-1).max(10_000)).default(-1),
  ProvisionedPollerConfig: z.object({ MaximumPollers: integer.pipe(z.int().positive()).optional() }).optional(),
});

type Properties = z.infer<typeof propertiesSchema>;

/** The Kafka event source mappings of a deployed template. One that cannot be read is a problem, not an exception. */
export function mappingsOf(template: Template, scope: Scope): Mappings {
  const mappings: Mapping[] = [];
  const problems: MappingProblem[] = [];
  for (const [id, { Type, Properties }] of Object.entries(template.Resources)) {
    if (Type !== 'AWS::Lambda::EventSourceMapping' || !isKafka(Properties)) continue;
    try {
      mappings.push(mappingOf(id, Properties, template, scope));
    } catch (error) {
      problems.push({ id, message: describeError(error) });
    }
  }
  return { mappings, problems };
}

/** Streams and queues have mappings as well; only Kafka's have topics. */
const isKafka = (properties: Readonly<Record<string, unknown>>): boolean => 'Topics' in properties;

function mappingOf(id: string, raw: Readonly<Record<string, unknown>>, template: Template, scope: Scope): Mapping {
  const relevant = Object.fromEntries(Object.entries(raw).filter(([name]) => name in propertiesSchema.shape));
  const properties = checked(propertiesSchema, resolve(relevant, scope), id);
  const [topic = ''] = properties.Topics;
  const window = properties.MaximumBatchingWindowInSeconds;
  const onFailureTopic = kafkaTopicOf(properties.DestinationConfig?.OnFailure?.Destination);
  return {
    id,
    functionName: properties.FunctionName,
    functionTimeout: functionTimeout(properties.FunctionName, template, scope),
    source: sourceOf(properties),
    topic,
    groupId: groupOf(properties) ?? physicalIdOf(id, scope),
    startingPosition: startingPosition(properties),
    enabled: properties.Enabled,
    batchSize: properties.BatchSize,
    batchingWindow: window === undefined ? settings.defaultBatchingWindowMs : window * 1_000,
    maximumPollers: properties.ProvisionedPollerConfig?.MaximumPollers ?? settings.defaultPollers,
    clientCertificateSecret: clientCertificateSecret(properties),
    rootCaSecret: accessUri(properties, 'SERVER_ROOT_CA_CERTIFICATE'),
    onFailureTopic,
    maximumRetries: maximumRetries(properties),
    notApplied: notApplied.filter(
      (name) => name in raw && !(name === 'DestinationConfig' && onFailureTopic !== undefined),
    ),
  };
}

/** Throws input_invalid with everything that is wrong; `whole` names the value itself. */
function checked<T>(schema: z.ZodType<T>, value: unknown, whole: string): T {
  const result = check(schema, value);
  if (result.ok) return result.value;
  throw unusable(issuesText(result.issues, whole));
}

const unusable = (reason: string): PlatformError => new PlatformError('input_invalid', reason);

/** `kafka://<topic>`; other destinations are not those of Kafka. */
const kafkaTopicOf = (destination: string | undefined): string | undefined =>
  destination?.startsWith('kafka://') === true ? destination.slice('kafka://'.length) : undefined;

/**
 * -1 stands for no end, but AWS ends after ten retries where there is an on-failure destination:
 * https://docs.aws.amazon.com/lambda/latest/dg/kafka-on-failure-destination.html
 */
function maximumRetries({ MaximumRetryAttempts: attempts, DestinationConfig }: Properties): number {
  if (attempts >= 0) return attempts;
  const isLimited = DestinationConfig?.OnFailure?.Destination !== undefined;
  return isLimited ? settings.retriesWithDestination : Number.POSITIVE_INFINITY;
}

function sourceOf(properties: Properties): EventSource {
  const bootstrapServers = properties.SelfManagedEventSource?.Endpoints;
  if (bootstrapServers !== undefined) return { kind: 'self-managed', bootstrapServers };
  if (properties.EventSourceArn === undefined) throw unusable('it names neither bootstrap servers nor an MSK cluster');
  return { kind: 'msk', clusterArn: properties.EventSourceArn };
}

const groupOf = (properties: Properties): string | undefined =>
  (properties.SelfManagedKafkaEventSourceConfig ?? properties.AmazonManagedKafkaEventSourceConfig)?.ConsumerGroupId;

/** AWS names the group of a mapping that sets none after the mapping's UUID, which is its physical id. */
function physicalIdOf(id: string, scope: Scope): string {
  const physicalId = scope.physicalIds.get(id);
  if (!physicalId) throw unusable('it is not deployed yet');
  return physicalId;
}

function startingPosition({
  StartingPosition: kind,
  StartingPositionTimestamp: seconds,
}: Properties): StartingPosition {
  if (kind !== 'AT_TIMESTAMP') return { kind };
  if (seconds === undefined) throw unusable('AT_TIMESTAMP needs a StartingPositionTimestamp');
  return { kind, timestamp: Math.round(seconds * 1_000) };
}

function clientCertificateSecret(properties: Properties): string {
  const secret = accessUri(properties, 'CLIENT_CERTIFICATE_TLS_AUTH');
  if (secret === undefined) throw unusable('only CLIENT_CERTIFICATE_TLS_AUTH is supported here');
  return secret;
}

const accessUri = (properties: Properties, type: string): string | undefined =>
  properties.SourceAccessConfigurations.find((access) => access.Type === type)?.URI;

/** The Timeout of the function when this stack declares it, else the longest that Lambda has; in milliseconds. */
function functionTimeout(functionName: string, template: Template, scope: Scope): number {
  const name = /function:([^:]+)/.exec(functionName)?.[1] ?? functionName;
  for (const [id, { Type, Properties }] of Object.entries(template.Resources))
    if (Type === 'AWS::Lambda::Function' && scope.physicalIds.get(id) === name) {
      const seconds = Properties['Timeout'];
      if (seconds === undefined) return settings.defaultFunctionTimeoutMs;
      return 1_000 * checked(integer, resolve(seconds, scope), 'Timeout');
    }
  return settings.foreignFunctionTimeoutMs;
}
