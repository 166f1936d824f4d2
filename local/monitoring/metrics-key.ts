import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import { metricsKeySecretName } from '../../cdk/function-names.ts';
import { PlatformError } from '../../functions/errors/platform-error.ts';
import { engineCallBounds, engineFailure } from '../deploy/engine-failure.ts';
import { engineClientConfig } from '../engine/endpoint.ts';
import type { Instance } from '../instance/instance.ts';

const secretSchema = z.object({ key: z.string().min(1) });

/** What a scraper shows to GET /metrics; undefined while no stack is there to ask. */
export async function readMetricsKey(instance: Instance): Promise<string | undefined> {
  const client = new SecretsManagerClient({ ...engineClientConfig(instance), ...engineCallBounds });
  try {
    const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: metricsKeySecretName }));
    return keyOf(SecretString);
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    const failure = engineFailure(instance, error, 'read the key of metrics');
    if (failure.code === 'not_running') return undefined;
    throw failure;
  } finally {
    client.destroy();
  }
}

/** Parsers quote what they cannot read, and this is a key: their errors are left out. */
function keyOf(text: string): string {
  try {
    return secretSchema.parse(JSON.parse(text)).key;
  } catch {
    throw new PlatformError('secret_unavailable', `the secret ${metricsKeySecretName} holds no key`);
  }
}
