import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { z } from 'zod';
import { callBounds, readSecret } from './secret.ts';

/** Milliseconds for which a secret is kept: a new value is taken within a minute, and a warm function asks seldom. */
const keptFor = 60_000;

/** What the secret of this ARN holds, read on first use. */
export function keptSecret<T>(
  secretArn: string,
  schema: z.ZodType<T>,
  client: SecretsManagerClient = new SecretsManagerClient(callBounds),
  now: () => number = () => performance.now(),
): () => Promise<T> {
  let kept: { readonly value: T; readonly until: number } | undefined;
  return async () => {
    if (kept === undefined || now() > kept.until)
      kept = { value: await readSecret(client, secretArn, schema), until: now() + keptFor };
    return kept.value;
  };
}
