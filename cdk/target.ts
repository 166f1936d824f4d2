import type { Duration, RemovalPolicy, Stack, StackProps } from 'aws-cdk-lib/core';
import type { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { IndexLayout } from '../modules/config/environment.ts';
import type { NativePlatform } from './packaging/companions.ts';

/** A Kafka cluster with TLS. */
export interface KafkaCluster {
  readonly name: string;
  readonly arn: string;
  /** How it knows who speaks: by a client certificate, whose rights are ACLs, or by IAM, where the role has them. */
  readonly login: 'mtls' | 'iam';
  /** `host:port` of brokers outside MSK: event sources cannot find those by the cluster's ARN. */
  readonly bootstrapServers?: readonly string[];
  /** Certificate of the brokers' CA, where that is not a public one. */
  readonly authority?: ISecret;
  /** Who may reach it in a private network. */
  readonly clients?: ISecurityGroup;
}

export interface OpenSearchCluster {
  readonly url: string;
  /** ARN of the domain whose requests are signed; without it the cluster asks for no credentials. */
  readonly domainArn?: string;
  /** Parts of the large indices, and copies of each part; the smallest without it. */
  readonly layout?: IndexLayout;
  /** Who may reach it in a private network. */
  readonly clients?: ISecurityGroup;
}

export interface HdfsCluster {
  /** `http://host:port` of each NameNode, where WebHDFS answers. */
  readonly urls: readonly string[];
  /** Who may reach it in a private network. */
  readonly clients?: ISecurityGroup;
}

/** Spark on EMR Serverless. */
export interface SparkApplication {
  readonly applicationId: string;
  readonly applicationArn: string;
  /** What jobs run under. */
  readonly jobRole: IRole;
  /** `s3://` address of job.py. */
  readonly script: string;
  /** `s3://` address under which jobs log. */
  readonly logs: string;
  /** `hdfs://` address of the NameNode, or of the name that stands for several. */
  readonly hdfsUri: string;
}

/** The private network that functions run in. */
export interface FunctionNetwork {
  readonly vpc: IVpc;
  readonly vpcSubnets: SubnetSelection;
  /** What every function is in, by which it reaches the services of AWS. */
  readonly securityGroups: ISecurityGroup[];
}

/**
 * What the stack finds where it is deployed to: all that differs between a developer's machine and AWS.
 * (CDK's classes do not meet its own interfaces under exactOptionalPropertyTypes: where one becomes the other, `as` says so.)
 */
export interface Surroundings {
  readonly kafka: KafkaCluster;
  readonly opensearch: OpenSearchCluster;
  readonly hdfs: HdfsCluster;
  /** What scheduled analyses run on; on DuckDB in the function without it. */
  readonly spark?: SparkApplication;
  readonly analysesEvery: Duration;
  readonly network?: FunctionNetwork;
  /** At most this many calls of one mapping at a time, where the machine is small; one for each partition without it. */
  readonly maxPollers?: number;
  /** Mappings of one name share what polls for them, where that is paid for by its size. */
  readonly pollerGroup?: string;
  /** How long records may wait to be archived together: the longer, the fewer and larger the files. */
  readonly archiveWindow: Duration;
  /** Whether calls of the account may be reserved for a function: on a developer's machine people call it beside its schedule. */
  readonly reservesCalls: boolean;
  /** Where secrets are that outlive the functions; without it they go with them. */
  readonly lasting?: Construct;
  /** What becomes of secrets when they leave their stack. */
  readonly removalPolicy: RemovalPolicy;
  /** Environment variables of every function. */
  readonly environment: Readonly<Record<string, string>>;
  /** Flags of Node.js for every function, on top of those that it has anywhere. */
  readonly nodeFlags?: readonly string[];
  /** Tags by which an engine gives the API an address that stays the same from deployment to deployment. */
  readonly apiTags: Readonly<Record<string, string>>;
  /** Origins whose pages may read answers of the API in a browser; `*` for all. */
  readonly allowedOrigins: readonly string[];
  /** Whether API Gateway logs requests itself, for which the account must have a role. */
  readonly logsRequests: boolean;
  /** Where the API with this id answers, when that is not where AWS answers. */
  readonly apiAddress?: (id: string) => string;
  /** Adds alarms for what was prepared, which nothing else watches there. */
  watch?(alarms: ITopic): void;
}

/** What the stack can be deployed to. */
export interface Target {
  /** The machine that functions with native code run on. */
  readonly nativePlatform: NativePlatform;
  /** Name of the stack, with which all that it makes begins. */
  readonly name: string;
  readonly stack: StackProps;
  /** Makes what must be made there before the functions can run, in their stack or in one beside it. */
  prepare(functions: Stack): Surroundings;
}
