import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { z } from 'zod';
import { PlatformError } from '../errors/platform-error.ts';

/** Bounds of every call to AWS: three attempts with the SDK's own backoff and jitter. */
export const callBounds = { maxAttempts: 3, requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000 } };

/** Reads a secret that is JSON. Throws secret_unavailable, whose text has nothing of the value. */
export async function readSecret<T>(client: SecretsManagerClient, id: string, schema: z.ZodType<T>): Promise<T> {
  try {
    const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: id }));
    const content = schema.safeParse(JSON.parse(SecretString));
    if (content.success) return content.data;
  } catch (error) {
    // What a JSON parser says quotes its input, and this input is a key.
    const cause = error instanceof SyntaxError ? undefined : error;
    throw new PlatformError('secret_unavailable', `cannot read the secret ${id}`, { cause });
  }
  throw new PlatformError(
    'secret_unavailable',
    `the secret ${id} lacks what it is for; it is put there after a deployment`,
  );
}
