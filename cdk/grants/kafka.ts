import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { variable } from '../../modules/config/environment.ts';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { principals, type Rights } from '../../modules/platform/access.ts';
import { kafkaFunctionNames, kafkaSecretName } from '../../modules/platform/function-names.ts';
import type { PlatformFunction } from '../platform-function.ts';
import { kafkaStatements } from './kafka-statements.ts';
import { arnOf, grantSecretAccess, secretOf } from './secret.ts';
import type { Surroundings } from '../target.ts';

/**
 * Gives a function its way to Kafka: the network, the right to find the brokers, the cluster in its environment, and a login.
 * Under IAM its role says what it may do there. Otherwise it has a secret with a certificate of its own, which is returned, and
 * the ACLs of that say it; the value (JSON {certificate, privateKey}, both PEM) is put there after the deployment, no template holds it.
 * The calls are those that MSK event sources need, too:
 * https://docs.aws.amazon.com/lambda/latest/dg/with-msk-permissions.html
 */
export function grantKafkaAccess(fn: PlatformFunction, surroundings: Surroundings): ISecret | undefined {
  const { kafka } = surroundings;
  fn.join(kafka.clients);
  fn.role.addToPolicy(
    new PolicyStatement({ actions: ['kafka:GetBootstrapBrokers', 'kafka:DescribeClusterV2'], resources: [kafka.arn] }),
  );
  fn.lambda.addEnvironment(variable.kafkaClusterArn, kafka.arn);
  if (kafka.login === 'mtls') return grantCertificate(fn, surroundings);
  for (const statement of kafkaStatements(kafka.arn, rightsOf(fn))) fn.role.addToPolicy(statement);
  return undefined;
}

function grantCertificate(fn: PlatformFunction, surroundings: Surroundings): ISecret {
  const { authority } = surroundings.kafka;
  const secret = {
    secretName: kafkaSecretName(fn.functionName),
    description: `Client certificate and private key of ${fn.functionName} for Kafka, PEM`,
  };
  const certificate = secretOf(fn, 'KafkaCertificate', secret, surroundings);
  grantSecretAccess(fn, authority ? [certificate, authority] : [certificate]);
  fn.lambda.addEnvironment(variable.kafkaSecretArn, arnOf(certificate));
  if (authority) fn.lambda.addEnvironment(variable.kafkaCaSecretArn, arnOf(authority));
  return certificate;
}

function rightsOf({ functionName }: PlatformFunction): Rights {
  const name = kafkaFunctionNames.find((speaking) => speaking === functionName);
  if (name === undefined)
    throw new PlatformError('input_invalid', `modules/platform/access.ts gives ${functionName} no rights on Kafka`);
  return principals[name];
}
