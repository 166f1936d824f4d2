import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import { callBounds, readSecret } from '../../modules/secrets/secret.ts';

const keySchema = z.object({ key: z.string().min(1) });

/** Milliseconds for which a key is kept: a new one is taken within a minute, and a scrape costs no call. */
const keptFor = 60_000;

/** The key of metrics, from the secret of this ARN. */
export function metricsKey(secretArn: string, now: () => number = () => performance.now()): () => Promise<string> {
  const client = new SecretsManagerClient(callBounds);
  let kept: { readonly key: string; readonly until: number } | undefined;
  return async () => {
    if (kept === undefined || now() > kept.until) {
      const { key } = await readSecret(client, secretArn, keySchema);
      kept = { key, until: now() + keptFor };
    }
    return kept.key;
  };
}
