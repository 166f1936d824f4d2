import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { PlatformError } from '../../functions/errors/platform-error.ts';
import { projectRoot } from '../instance/instance.ts';

/** A bot of Telegram and the chat that it writes to. */
export interface Bot {
  readonly apiUrl: string;
  readonly token: string;
  /** Of a group it is negative. */
  readonly chatId: number;
}

const variables = { token: 'TELEGRAM_BOT_TOKEN', chatId: 'TELEGRAM_CHAT_ID' } as const;
/** For who does not want the token in the environment; git ignores it. */
const botFile = join(projectRoot, 'telegram.env');

const token = z.string().regex(/^\d+:[\w-]+$/u);
const chatId = z
  .string()
  .regex(/^-?\d+$/u)
  .transform(Number)
  .pipe(z.int());

/** The token that the stand-in of the Bot API knows, and the chat; everyone may know them. */
export const standInBot = { token: '100000000:local-stand-in', chatId: -1_000_000_000 } as const;

/**
 * The bot that alerts go to: TELEGRAM_BOT_TOKEN and TELEGRAM_CHAT_ID of the environment, else of the file `telegram.env`;
 * undefined when there is neither. Throws `config_invalid` for half a bot and for what no bot can have.
 */
export function readBot(environment: NodeJS.Dict<string> = process.env, file: string = botFile): Bot | undefined {
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  const given = (name: string): string => environment[name] || fromFile[name] || '';
  const [tokenText, chatText] = [given(variables.token), given(variables.chatId)];
  if (tokenText === '' && chatText === '') return undefined;
  const [parsedToken, parsedChat] = [token.safeParse(tokenText), chatId.safeParse(chatText)];
  // The value is left out: the token is a secret.
  if (!parsedToken.success)
    throw new PlatformError('config_invalid', `${variables.token} must look like 123456:ABC, as BotFather gives it`);
  if (!parsedChat.success)
    throw new PlatformError('config_invalid', `${variables.chatId} must be the number of a chat, not a name: -100123`);
  return { apiUrl: 'https://api.telegram.org', token: parsedToken.data, chatId: parsedChat.data };
}
