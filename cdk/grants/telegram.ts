import { Secret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { variable } from '../../modules/config/environment.ts';
import { telegramSecretName } from '../../modules/platform/function-names.ts';
import type { PlatformFunction } from '../platform-function.ts';
import { arnOf, grantSecretAccess } from './secret.ts';
import type { Surroundings } from '../target.ts';

/**
 * Gives a function the Telegram bot that it speaks as. The value {botToken, chatId, apiUrl?} is put into the secret after
 * the deployment; no template holds it.
 */
export function grantTelegramBot(fn: PlatformFunction, { removalPolicy }: Surroundings): void {
  const secret = new Secret(fn, 'Bot', {
    secretName: telegramSecretName,
    description: 'Telegram bot that tells of alarms: {botToken, chatId}',
    removalPolicy,
  }) as ISecret;
  grantSecretAccess(fn, [secret]);
  fn.lambda.addEnvironment(variable.telegramSecretArn, arnOf(secret));
}
