/** Functions of the platform: `functions/<name>/handler.ts` here, the Lambda function `marketplace-<name>` in the cloud. */
export const functionNames = ['filter', 'index', 'search'] as const;

export type FunctionName = (typeof functionNames)[number];

export const lambdaName = (name: FunctionName): string => `marketplace-${name}`;

/** Secret with a function's certificate and key for Kafka. */
export const kafkaSecretName = (name: FunctionName): string => `marketplace/kafka/${name}`;

/** Secret with the certificate of the brokers' CA, where that is not a public one. */
export const kafkaAuthoritySecretName = 'marketplace/kafka/ca';
