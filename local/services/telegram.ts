import type { Instance } from '../instance/instance.ts';
import { chooseBot } from '../telegram/bot.ts';
import { frugal, nodeCommand } from './node.ts';
import type { Service } from './service.ts';
import { urlOf } from '../../modules/platform/instance/hosts.ts';

export const telegramUrl = (instance: Instance): string => urlOf(instance, 'telegram', 'telegram');

/** Stands in for the Bot API of Telegram where no bot is configured, or none that can be. */
export const telegram: Service = {
  name: 'telegram',
  ports: ['telegram'],
  uses: [],
  readyTimeoutMs: 30_000,
  stopTimeoutMs: 3_000,
  absence: (instance) => (chooseBot(instance).isStandIn ? undefined : 'a bot of Telegram is configured'),
  prepare: async () => undefined,
  command: (instance) => nodeCommand(instance, 'local/telegram/main.ts', frugal),
  isReady: async (instance, signal) => {
    const response = await fetch(`${telegramUrl(instance)}/inbox`, { signal });
    await response.body?.cancel();
    return response.ok;
  },
};
