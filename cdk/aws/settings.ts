import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { check, issuesText, jsonOf } from '../../modules/errors/schema.ts';

const matching = (pattern: RegExp, what: string): z.ZodString => z.string().regex(pattern, `must be ${what}`);

const securityGroup = matching(/^sg-[0-9a-f]+$/u, 'the id of a security group');
const gib = z.int().min(10).max(16_384);
const percent = z.int().min(1).max(99);
/** Stores stand in three zones, and as many of their nodes in each. */
const nodes = z.int().min(3).multipleOf(3);
const three = z.int().refine((count) => count === 1 || count === 3, 'must be 1 or 3');

const newNetwork = z.strictObject({
  new: z.strictObject({
    cidr: matching(/^\d+\.\d+\.\d+\.\d+\/\d+$/u, 'a range of addresses such as 10.20.0.0/16'),
    /** By id: in each account the names stand for other zones. */
    zones: z.array(matching(/^[a-z0-9]+-az\d+$/u, 'ids of zones such as euc1-az1')).length(3),
  }),
});

/** Its endpoints or its way to the internet are its owner's. */
const existingNetwork = z.strictObject({
  id: matching(/^vpc-[0-9a-f]+$/u, 'the id of a VPC'),
  /** A private subnet in each of three zones, by the name of the zone. */
  subnets: z
    .record(z.string(), matching(/^subnet-[0-9a-f]+$/u, 'the id of a subnet'))
    .refine((subnets) => Object.keys(subnets).length === 3, 'must name a subnet in each of three zones'),
});

const kafka = z.union([
  z.strictObject({
    version: z.string(),
    broker: matching(/^kafka\.\w+\.\w+$/u, 'a type of broker such as kafka.m7g.large'),
    brokers: nodes,
    diskGib: gib,
  }),
  z.strictObject({
    arn: matching(/^arn:[\w-]+:kafka:[\w-]+:\d{12}:cluster\/[\w-]+\/[\w-]+$/u, 'the ARN of an MSK cluster with IAM'),
    securityGroup,
    brokers: nodes,
  }),
]);

const searchNode = matching(/^[\w-]+\.\w+\.search$/u, 'a type of node such as m7g.large.search');
const opensearch = z.union([
  z.strictObject({ node: searchNode, nodes, diskGib: gib, primary: searchNode.optional() }),
  z.strictObject({
    domain: matching(/^[a-z][a-z0-9-]{2,27}$/u, 'the name of a domain'),
    endpoint: z.url({ protocol: /^https$/u }),
    securityGroup,
    diskGib: gib,
  }),
]);

const instance = matching(/^[a-z]\w+\.\w+$/u, 'a type of instance such as m7g.xlarge');

/** How one stage stands on AWS; what each value costs, docs/aws.md says. */
const awsSettings = z.strictObject({
  /** `prod` has the platform's own names; any other stage stands beside it, under names with its own. */
  stage: matching(/^[a-z][a-z0-9-]{0,11}$/u, 'up to 12 small letters, digits and hyphens'),
  region: matching(/^[a-z]{2}(?:-[a-z]+)+-\d$/u, 'a region such as eu-central-1'),
  /** Stacks and nodes of HDFS cannot be deleted: for when the first deployment has ended well, as it could not be repeated. */
  protected: z.boolean(),
  vpc: z.union([newNetwork, existingNetwork]),
  kafka,
  opensearch,
  /** Parts of the indices of products and of what buyers did, and copies of each part. Indices that there are keep their parts. */
  indices: z.strictObject({ shards: z.int().min(1).max(100), replicas: z.int().min(0).max(2) }),
  files: z.strictObject({
    primary: instance,
    /** Three tolerate the loss of one. */
    primaries: three,
    node: instance,
    nodes: z.int().min(3),
    diskGib: gib,
    /** Raise it when EMR has replaced a primary node, and deploy: the nodes' addresses are looked up anew. */
    lookUp: z.int().min(1),
    /** Copies in S3 that a later one has replaced are kept so long. */
    keepCopiesDays: z.int().min(1),
  }),
  analyses: z.strictObject({
    engine: z.enum(['duckdb', 'spark']),
    everyMinutes: z.int().min(10).max(1_440),
    /** Most that Spark takes. */
    sparkVcpus: z.int().min(8).max(400),
  }),
  /** Whose pages may use the API in a browser. */
  origins: z.array(matching(/^https?:\/\/[^/\s]+$/u, 'an origin such as https://console.example')),
  /** Percent of a disk from which on an alarm tells of it. */
  alarms: z.strictObject({ kafkaDisk: percent, opensearchDisk: percent, hdfsDisk: percent }),
});

export type AwsSettings = z.infer<typeof awsSettings>;

/** The settings in a file, whose path is from the project's root. Throws input_invalid with everything that is wrong. */
export function readSettings(file: string): AwsSettings {
  const path = isAbsolute(file) ? file : join(import.meta.dirname, '../..', file);
  if (!existsSync(path)) throw new PlatformError('input_invalid', `there are no settings in ${file}`);
  const value = jsonOf(readFileSync(path, 'utf8'));
  if (value === undefined) throw new PlatformError('input_invalid', `${file} is no JSON`);
  return parseSettings(value, file);
}

/** Checks settings that come from `file`. Throws input_invalid with everything that is wrong. */
export function parseSettings(value: unknown, file: string): AwsSettings {
  const settings = check(awsSettings, value);
  if (settings.ok) return settings.value;
  throw new PlatformError('input_invalid', `${file}: ${issuesText(settings.issues, 'the settings')}`);
}
