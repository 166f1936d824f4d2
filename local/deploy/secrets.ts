import { readFileSync } from 'node:fs';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  kafkaAuthoritySecretName,
  kafkaFunctionNames,
  kafkaSecretName,
  metricsKeySecretName,
  moderatorKeysSecretName,
  shopKeysSecretName,
  telegramSecretName,
} from '../../modules/platform/function-names.ts';
import { z } from 'zod';
import { readSecret } from '../../modules/secrets/secret.ts';
import { engineClientConfig } from '../engine/endpoint.ts';
import { certificateFiles, type Instance } from '../instance/instance.ts';
import { chooseBot } from '../telegram/bot.ts';
import { readTelling } from '../telegram/telling.ts';
import { urlOf } from '../../modules/platform/instance/hosts.ts';
import { engineCallBounds, engineFailure } from './engine-failure.ts';

/** Puts the instance's certificates and its Telegram bot into the secrets of the deployed stack, whose template has no values. */
export async function putSecrets(instance: Instance): Promise<void> {
  const client = new SecretsManagerClient({ ...engineClientConfig(instance), ...engineCallBounds });
  try {
    await Promise.all(
      secretValues(instance).map(({ name, value }) =>
        client.send(new PutSecretValueCommand({ SecretId: name, SecretString: JSON.stringify(value) })),
      ),
    );
  } catch (error) {
    throw engineFailure(instance, error, "put the functions' secrets");
  } finally {
    client.destroy();
  }
}

const read = (file: string): string => readFileSync(file, 'utf8');

function secretValues(instance: Instance): { name: string; value: object }[] {
  const ofFunctions = kafkaFunctionNames.map((name) => {
    const { certificate, key } = certificateFiles(instance, name);
    return { name: kafkaSecretName(name), value: { certificate: read(certificate), privateKey: read(key) } };
  });
  const { ca } = certificateFiles(instance, 'filter');
  return [
    ...ofFunctions,
    { name: kafkaAuthoritySecretName, value: { certificate: read(ca) } },
    { name: telegramSecretName, value: telegramBot(instance) },
  ];
}

function telegramBot(instance: Instance): object {
  const { apiUrl, token, chatId } = chooseBot(instance).bot;
  const { timeZone, runbookUrl, threads } = readTelling();
  const alertmanagerUrl = urlOf(instance, 'alertmanager', 'alertmanager');
  return { apiUrl, botToken: token, chatId, threadId: threads.warning, timeZone, runbookUrl, alertmanagerUrl };
}

const keySchema = z.object({ key: z.string().min(1) });

const keysSchema = z.record(z.string(), z.string().min(1));

/** The key that GET /metrics asks for, which the service made when the stack was deployed. Not to be logged. */
export const metricsKey = async (instance: Instance): Promise<string> =>
  (await readFromEngine(instance, metricsKeySecretName, keySchema)).key;

/** The keys of moderators by their names. Not to be logged. */
export const moderatorKeys = (instance: Instance): Promise<Record<string, string>> =>
  readFromEngine(instance, moderatorKeysSecretName, keysSchema);

/** The keys of shops by their names. Not to be logged. */
export const shopKeys = (instance: Instance): Promise<Record<string, string>> =>
  readFromEngine(instance, shopKeysSecretName, keysSchema);

async function readFromEngine<T>(instance: Instance, secret: string, schema: z.ZodType<T>): Promise<T> {
  const client = new SecretsManagerClient({ ...engineClientConfig(instance), ...engineCallBounds });
  try {
    return await readSecret(client, secret, schema);
  } catch (error) {
    throw engineFailure(instance, error, `read the secret ${secret}`);
  } finally {
    client.destroy();
  }
}
