import { principalNames, type Principal } from './access.ts';

/** The one stack that describes the platform. */
export const stackName = 'marketplace';

/** Functions of the platform: `functions/<name>/handler.ts` here, the Lambda function `marketplace-<name>` in the cloud. */
export const functionNames = [
  'filter',
  'index',
  'sweep',
  'aggregate',
  'audit',
  'archive',
  'analytics',
  'search',
  'categories',
  'recommend',
  'events',
  'intake',
  'bans',
  'openapi',
  'metrics',
  'notify',
] as const;

export type FunctionName = (typeof functionNames)[number];

/** Functions that speak to Kafka, each under a certificate of its own. */
export const kafkaFunctionNames = functionNames.filter((name): name is FunctionName & Principal =>
  principalNames.some((principal) => principal === name),
);

export const lambdaName = (name: FunctionName): string => `marketplace-${name}`;

/** Secret with a function's certificate and key for Kafka. */
export const kafkaSecretName = (name: FunctionName): string => `marketplace/kafka/${name}`;

/** Secret with the certificate of the brokers' CA, where that is not a public one. */
export const kafkaAuthoritySecretName = 'marketplace/kafka/ca';

/** Secret with {key}: what a scraper of metrics must show. The service makes its value. */
export const metricsKeySecretName = 'marketplace/metrics-key';

/** Secret with a key for each moderator, by the name under which a key changes the ban list. The service makes the first. */
export const moderatorKeysSecretName = 'marketplace/moderator-keys';

/** Secret with a key for each shop that sends its products over HTTP, by the shop's name. The service makes the first. */
export const shopKeysSecretName = 'marketplace/shop-keys';

/** Secret with {botToken, chatId, apiUrl?, threadId?, timeZone?, runbookUrl?, alertmanagerUrl?}: the Telegram bot that tells of alarms. */
export const telegramSecretName = 'marketplace/telegram';
