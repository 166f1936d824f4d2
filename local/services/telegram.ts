import type { Instance } from '../instance/instance.ts';
import { chooseBot } from '../telegram/bot.ts';
import { readTelling } from '../telegram/telling.ts';
import { answers } from './answers.ts';
import { frugal, nodeCommand } from './node.ts';
import type { Service } from './service.ts';
import { urlOf } from '../../modules/platform/instance/hosts.ts';

export const telegramUrl = (instance: Instance): string => urlOf(instance, 'telegram', 'telegram');

/** Stands in for the Bot API of Telegram where no bot is configured, or none that can be; puts messages into topics of a chat. */
export const telegram: Service = {
  name: 'telegram',
  ports: ['telegram'],
  uses: [],
  readyTimeoutMs: 30_000,
  stopTimeoutMs: 3_000,
  absence: (instance) =>
    chooseBot(instance).isStandIn || Object.keys(readTelling().threads).length > 0
      ? undefined
      : 'a bot of Telegram is configured',
  prepare: async () => undefined,
  command: (instance) => nodeCommand(instance, 'local/telegram/main.ts', frugal),
  isReady: (instance, signal) => answers(`${telegramUrl(instance)}/inbox`, signal),
};
