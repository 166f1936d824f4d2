import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Instance } from '../instance/instance.ts';
import type { Message } from './answer.ts';

const messageSchema = z.object({
  message_id: z.number(),
  at: z.number(),
  chat_id: z.number(),
  message_thread_id: z.number().optional(),
  text: z.string(),
});

const inboxFile = (instance: Instance): string => join(instance.directory, 'telegram/inbox.ndjson');

/** The messages that the stand-in of Telegram has taken, oldest first; also while it does not run. */
export function readInbox(instance: Instance): readonly Message[] {
  const file = inboxFile(instance);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => messageSchema.parse(JSON.parse(line)));
}

export function keepMessage(instance: Instance, message: Message): void {
  mkdirSync(dirname(inboxFile(instance)), { recursive: true });
  appendFileSync(inboxFile(instance), `${JSON.stringify(message)}\n`);
}
