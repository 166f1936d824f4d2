import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import { callBounds, readSecret } from '../../modules/secrets/secret.ts';

const botSchema = z.object({
  botToken: z.string().min(1),
  /** People write it as a text, too. The name of a public channel begins with @. */
  chatId: z.union([z.int(), z.string().regex(/^(-?\d+|@\w+)$/u)]),
  apiUrl: z.url().default('https://api.telegram.org'),
});

/** A Telegram bot and the chat that it writes to. */
export type Bot = z.infer<typeof botSchema>;

/** The bot, read from the secret of this ARN each time: alarms are rare, and a new token works at once. */
export function botFrom(secretArn: string): () => Promise<Bot> {
  const client = new SecretsManagerClient(callBounds);
  return () => readSecret(client, secretArn, botSchema);
}
