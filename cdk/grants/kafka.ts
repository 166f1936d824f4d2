import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Secret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { variable } from '../../modules/config/environment.ts';
import { kafkaSecretName } from '../../modules/platform/function-names.ts';
import type { PlatformFunction } from '../platform-function.ts';
import { arnOf, grantSecretAccess } from './secret.ts';
import type { Surroundings } from '../target.ts';

/**
 * Gives a function its way to Kafka: the network, a secret of its own for its certificate, the right to read that and to find the
 * brokers, and the names of both in its environment. What it may do on Kafka itself, the ACLs of its certificate say.
 *
 * The secret's value is put there after the deployment (JSON {certificate, privateKey}, both PEM); no template holds it.
 * The calls are those that MSK event sources need, too:
 * https://docs.aws.amazon.com/lambda/latest/dg/with-msk-permissions.html
 */
export function grantKafkaAccess(fn: PlatformFunction, { kafka, removalPolicy }: Surroundings): ISecret {
  const certificate = new Secret(fn, 'KafkaCertificate', {
    secretName: kafkaSecretName(fn.functionName),
    description: `Client certificate and private key of ${fn.functionName} for Kafka, PEM`,
    removalPolicy,
  }) as ISecret;
  const readable = kafka.authority ? [certificate, kafka.authority] : [certificate];
  grantSecretAccess(fn, readable);
  fn.join(kafka.clients);
  fn.role.addToPolicy(
    new PolicyStatement({ actions: ['kafka:GetBootstrapBrokers', 'kafka:DescribeClusterV2'], resources: [kafka.arn] }),
  );
  fn.lambda.addEnvironment(variable.kafkaClusterArn, kafka.arn);
  fn.lambda.addEnvironment(variable.kafkaSecretArn, arnOf(certificate));
  if (kafka.authority) fn.lambda.addEnvironment(variable.kafkaCaSecretArn, arnOf(kafka.authority));
  return certificate;
}
