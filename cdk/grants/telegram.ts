import { variable } from '../../modules/config/environment.ts';
import { telegramSecretName } from '../../modules/platform/function-names.ts';
import type { PlatformFunction } from '../platform-function.ts';
import { arnOf, grantSecretAccess, secretOf } from './secret.ts';
import type { Surroundings } from '../target.ts';

/**
 * Gives a function the Telegram bot that it speaks as. The value {botToken, chatId, apiUrl?} is put into the secret after
 * the deployment; no template holds it.
 */
export function grantTelegramBot(fn: PlatformFunction, surroundings: Surroundings): void {
  const description = 'Telegram bot that tells of alarms: {botToken, chatId}';
  const secret = secretOf(fn, 'Bot', { secretName: telegramSecretName, description }, surroundings);
  grantSecretAccess(fn, [secret]);
  fn.lambda.addEnvironment(variable.telegramSecretArn, arnOf(secret));
}
