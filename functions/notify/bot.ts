import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import { isTimeZone, usualZone } from '../../modules/duty-time/duty-time.ts';
import { callBounds, readSecret } from '../../modules/secrets/secret.ts';

const botSchema = z.object({
  botToken: z.string().min(1),
  /** People write it as a text, too. The name of a public channel begins with @. */
  chatId: z.union([z.int(), z.string().regex(/^(-?\d+|@\w+)$/u)]),
  apiUrl: z.url().default('https://api.telegram.org'),
  /** Topic of the chat. */
  threadId: z.coerce.number().int().positive().optional(),
  /** In which the reader reads times. */
  timeZone: z.string().refine(isTimeZone, 'must be a time zone').default(usualZone),
  /** Where docs/operations.md can be read. */
  runbookUrl: z.url().optional(),
  /** Who knows of outages, and tells only what does not follow from one. */
  alertmanagerUrl: z.url().optional(),
});

/** A Telegram bot, the chat that it writes to, and how. */
export type Bot = z.infer<typeof botSchema>;

/** The bot, read from the secret of this ARN each time: alarms are rare, and a new token works at once. */
export function botFrom(secretArn: string): () => Promise<Bot> {
  const client = new SecretsManagerClient(callBounds);
  return () => readSecret(client, secretArn, botSchema);
}
