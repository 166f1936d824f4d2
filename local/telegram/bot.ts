import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { describeError, PlatformError } from '../../modules/errors/platform-error.ts';
import { urlOf, type Located } from '../../modules/platform/instance/hosts.ts';
import { settingOf, settingsFile } from './settings-file.ts';

/** A bot of Telegram and the chat that it writes to. */
export interface Bot {
  readonly apiUrl: string;
  readonly token: string;
  /** Of a group it is negative. */
  readonly chatId: number;
}

const variables = { token: 'TELEGRAM_BOT_TOKEN', chatId: 'TELEGRAM_CHAT_ID' } as const;
const token = z.string().regex(/^\d+:[\w-]+$/u);
const chatId = z
  .string()
  .regex(/^-?\d+$/u)
  .transform(Number)
  .pipe(z.int());

/** The token that the stand-in of the Bot API knows, and the chat; everyone may know them. */
export const standInBot = { token: '100000000:local-stand-in', chatId: -1_000_000_000 } as const;

/**
 * The bot that was configured: TELEGRAM_BOT_TOKEN and TELEGRAM_CHAT_ID of the environment, else of the file `telegram.env`;
 * undefined when there is neither. Throws `config_invalid` for half a bot and for what no bot can have.
 */
export function readBot(environment: NodeJS.Dict<string> = process.env, file: string = settingsFile): Bot | undefined {
  const given = settingOf(environment, file);
  const [tokenText, chatText] = [given(variables.token), given(variables.chatId)];
  if (tokenText === '' && chatText === '') return undefined;
  const [parsedToken, parsedChat] = [token.safeParse(tokenText), chatId.safeParse(chatText)];
  // The value is left out: the token is a secret.
  const wrong = (name: string, how: string): PlatformError => {
    const place = environment[name] || !existsSync(file) ? 'in the environment' : `in ${basename(file)}`;
    return new PlatformError('config_invalid', `${name} ${place} ${how}`);
  };
  if (!parsedToken.success) throw wrong(variables.token, 'must look like 123456:ABC, as BotFather gives it');
  if (!parsedChat.success) throw wrong(variables.chatId, 'must be the number of a chat, not a name: -100123');
  return { apiUrl: 'https://api.telegram.org', token: parsedToken.data, chatId: parsedChat.data };
}

/** Where the alerts of an instance go. */
export interface BotChoice {
  readonly bot: Bot;
  /** Messages stay on this machine. */
  readonly isStandIn: boolean;
  /** What is wrong with the settings, where, and what happens meanwhile: one line, without secrets. */
  readonly problem?: string;
}

/** The bot that was configured, else the stand-in for Telegram on this machine: wrong settings must not stop a platform. */
export function chooseBot(instance: Located, read: () => Bot | undefined = readBot): BotChoice {
  const standIn = { bot: { ...standInBot, apiUrl: urlOf(instance, 'telegram', 'telegram') }, isStandIn: true };
  try {
    const bot = read();
    return bot === undefined ? standIn : { bot, isStandIn: false };
  } catch (error) {
    const after = 'alerts go to the local inbox (npm run alerts -- inbox) until that is mended and npm start run again';
    return { ...standIn, problem: `${describeError(error)}; ${after}` };
  }
}
