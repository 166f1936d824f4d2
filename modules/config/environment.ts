import { PlatformError } from '../errors/platform-error.ts';

/** Names of the environment variables, written once: the stack sets them, readers below read them. */
export const variable = {
  /** ARN of the MSK cluster; the brokers come from GetBootstrapBrokers. */
  kafkaClusterArn: 'KAFKA_CLUSTER_ARN',
  /** Secret with {certificate, privateKey} of this function, where brokers do not know it by its role. */
  kafkaSecretArn: 'KAFKA_SECRET_ARN',
  /** Secret with {certificate}: the CA of the brokers, when it is not a public one. */
  kafkaCaSecretArn: 'KAFKA_CA_SECRET_ARN',
  /** Addresses of the NameNodes, http or https, separated by commas; of several one is active. */
  webHdfsUrls: 'WEBHDFS_URLS',
  /** Who the function is to HDFS (user.name). */
  webHdfsUser: 'WEBHDFS_USER',
  /** Secret with {key}: what a scraper of metrics must show. */
  metricsKeySecretArn: 'METRICS_KEY_SECRET_ARN',
  /** Secret with a key for each moderator, by the moderator's name. */
  moderatorKeysSecretArn: 'MODERATOR_KEYS_SECRET_ARN',
  /** Secret with a key for each shop, by the shop's name. */
  shopKeysSecretArn: 'SHOP_KEYS_SECRET_ARN',
  /** Secret with {botToken, chatId, apiUrl?} of the Telegram bot that tells of alarms. */
  telegramSecretArn: 'TELEGRAM_SECRET_ARN',
  /** Ways to rank recommendations that run side by side, separated by commas; the first known one when it is not set. */
  recommendVariants: 'RECOMMEND_VARIANTS',
  opensearchUrl: 'OPENSEARCH_URL',
  /** none or sigv4. */
  opensearchAuth: 'OPENSEARCH_AUTH',
  /** Shards of the large indices, when they are made; one without it. */
  indexShards: 'OPENSEARCH_SHARDS',
  /** Copies of each shard; one without it, where a second node can hold it. */
  indexReplicas: 'OPENSEARCH_REPLICAS',
  /** Origins whose pages may read the API's answers in a browser, separated by blanks; `*` for all. */
  allowedOrigins: 'API_ALLOWED_ORIGINS',
  /** Read by the AWS SDK itself; set where a cloud engine answers in place of AWS. */
  endpoint: 'AWS_ENDPOINT_URL',
  /** Read by the AWS SDK itself; set on machines where MSK is emulated. */
  mskEndpoint: 'AWS_ENDPOINT_URL_KAFKA',
  accessKeyId: 'AWS_ACCESS_KEY_ID',
  secretAccessKey: 'AWS_SECRET_ACCESS_KEY',
  /** Set by Lambda. */
  functionName: 'AWS_LAMBDA_FUNCTION_NAME',
  region: 'AWS_REGION',
  runtimeApi: 'AWS_LAMBDA_RUNTIME_API',
} as const;

export type Environment = Readonly<Record<string, string | undefined>>;

export interface KafkaConfig {
  readonly clusterArn: string;
  /** Without it the brokers know the function by its role. */
  readonly secretArn: string | undefined;
  readonly caSecretArn: string | undefined;
  readonly clientId: string;
  readonly region: string;
}

export interface HdfsConfig {
  /** `http://host:port` or `https://host:port` of each NameNode. */
  readonly urls: readonly string[];
  readonly user: string;
}

export interface OpenSearchConfig {
  readonly url: string;
  readonly auth: 'none' | 'sigv4';
  readonly region: string;
}

/** The only reader of the process's environment; tests pass their own. */
const processEnvironment = (): Environment => process.env;

export function kafkaConfig(environment: Environment = processEnvironment()): KafkaConfig {
  return {
    clusterArn: required(environment, variable.kafkaClusterArn),
    secretArn: optional(environment, variable.kafkaSecretArn),
    caSecretArn: optional(environment, variable.kafkaCaSecretArn),
    clientId: functionName(environment),
    region: regionOf(environment),
  };
}

export function opensearchConfig(environment: Environment = processEnvironment()): OpenSearchConfig {
  const auth = optional(environment, variable.opensearchAuth) ?? 'none';
  if (auth !== 'none' && auth !== 'sigv4')
    throw new PlatformError('config_invalid', `${variable.opensearchAuth} must be none or sigv4, not "${auth}"`);
  return {
    url: required(environment, variable.opensearchUrl),
    auth,
    region: regionOf(environment),
  };
}

/** How indices are laid out over the nodes. */
export interface IndexLayout {
  /** Of the large indices; the others have one. */
  readonly shards: number;
  /** Copies of each, as far as there are nodes for them. */
  readonly replicas: number;
}

export const indexLayout = (environment: Environment = processEnvironment()): IndexLayout => ({
  shards: count(environment, variable.indexShards, 1),
  replicas: count(environment, variable.indexReplicas, 1),
});

const regionOf = (environment: Environment): string => optional(environment, variable.region) ?? 'us-east-1';

export function hdfsConfig(environment: Environment = processEnvironment()): HdfsConfig {
  return {
    urls: required(environment, variable.webHdfsUrls).split(','),
    user: required(environment, variable.webHdfsUser),
  };
}

export const metricsKeySecret = (environment: Environment = processEnvironment()): string =>
  required(environment, variable.metricsKeySecretArn);

export const moderatorKeysSecret = (environment: Environment = processEnvironment()): string =>
  required(environment, variable.moderatorKeysSecretArn);

export const shopKeysSecret = (environment: Environment = processEnvironment()): string =>
  required(environment, variable.shopKeysSecretArn);

export const telegramSecret = (environment: Environment = processEnvironment()): string =>
  required(environment, variable.telegramSecretArn);

/** Origins whose pages may read answers of the API in a browser: none without a setting. */
export const allowedOrigins = (environment: Environment = processEnvironment()): readonly string[] =>
  optional(environment, variable.allowedOrigins)?.split(' ') ?? [];

/** Name of the Lambda function; another process has the platform's name. */
export const functionName = (environment: Environment = processEnvironment()): string =>
  optional(environment, variable.functionName) ?? 'marketplace';

/** The engine that analyses run on unless the caller asks for another. */
/** Which of the known ways to rank run side by side: one or more. */
export function recommendVariants<T extends string>(
  known: readonly [T, ...T[]],
  environment: Environment = processEnvironment(),
): readonly [T, ...T[]] {
  const names = (optional(environment, variable.recommendVariants) ?? known[0]).split(',');
  const [first, ...others] = names.map((name) => {
    const found = known.find((one) => one === name.trim());
    if (found !== undefined) return found;
    throw new PlatformError(
      'config_invalid',
      `${variable.recommendVariants} must name ${known.join(' or ')}, not "${name}"`,
    );
  });
  return first === undefined ? [known[0]] : [first, ...others];
}

/** Where Lambda's Runtime and Extensions APIs answer, host:port; absent where something else runs the function. */
export const runtimeApi = (environment: Environment = processEnvironment()): string | undefined =>
  optional(environment, variable.runtimeApi);

/** Where a cloud engine answers in place of AWS; absent where AWS itself is meant. */
export const engineEndpoint = (environment: Environment = processEnvironment()): string | undefined =>
  optional(environment, variable.endpoint);

/** Keys that the environment holds; absent unless both are there. */
export function environmentKeys(
  environment: Environment = processEnvironment(),
): { accessKeyId: string; secretAccessKey: string } | undefined {
  const [accessKeyId, secretAccessKey] = [
    optional(environment, variable.accessKeyId),
    optional(environment, variable.secretAccessKey),
  ];
  return accessKeyId === undefined || secretAccessKey === undefined ? undefined : { accessKeyId, secretAccessKey };
}

function optional(environment: Environment, name: string): string | undefined {
  const value = environment[name];
  return value === undefined || value === '' ? undefined : value;
}

function count(environment: Environment, name: string, otherwise: number): number {
  const value = optional(environment, name);
  if (value === undefined) return otherwise;
  if (/^\d{1,3}$/u.test(value)) return Number(value);
  throw new PlatformError('config_invalid', `${name} must be a whole number, not "${value}"`);
}

function required(environment: Environment, name: string): string {
  const value = optional(environment, name);
  if (value === undefined)
    throw new PlatformError('config_missing', `${name} is not set; the stack sets it on every function that needs it`);
  return value;
}
