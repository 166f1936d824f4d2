import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { z } from 'zod';
import { PlatformError } from '../errors/platform-error.ts';
import { jsonOf } from '../errors/schema.ts';

/** Bounds of every call to AWS: three attempts with the SDK's own backoff and jitter. */
export const callBounds = { maxAttempts: 3, requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000 } };

/** Reads a secret that is JSON. Throws secret_unavailable, whose text has nothing of the value. */
export async function readSecret<T>(client: SecretsManagerClient, id: string, schema: z.ZodType<T>): Promise<T> {
  const { SecretString = '' } = await client
    .send(new GetSecretValueCommand({ SecretId: id }))
    .catch((error: unknown) => {
      throw new PlatformError('secret_unavailable', `cannot read the secret ${id}`, { cause: error });
    });
  // What the parsers say is left out: it quotes their input, and this input is a key.
  const content = schema.safeParse(jsonOf(SecretString));
  if (content.success) return content.data;
  throw new PlatformError(
    'secret_unavailable',
    `the secret ${id} lacks what it is for; it is put there after a deployment`,
  );
}
