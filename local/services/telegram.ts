import { describeError } from '../../functions/errors/platform-error.ts';
import type { Instance } from '../instance/instance.ts';
import { readBot } from '../telegram/bot.ts';
import { nodeCommand } from './node.ts';
import type { Service } from './service.ts';

export const telegramUrl = (instance: Instance): string => `http://127.0.0.1:${instance.ports.telegram}`;

/** Stands in for the Bot API of Telegram where no bot is configured. */
export const telegram: Service = {
  name: 'telegram',
  ports: ['telegram'],
  uses: [],
  readyWithin: 30_000,
  stopsWithin: 3_000,
  absence: configuredBot,
  prepare: async () => undefined,
  command: (instance) => nodeCommand(instance, 'local/telegram/main.ts'),
  isReady: async (instance, signal) => {
    const response = await fetch(`${telegramUrl(instance)}/inbox`, { signal });
    await response.body?.cancel();
    return response.ok;
  },
};

/** A bot that is configured wrongly counts, too: messages for it belong into no stand-in. */
function configuredBot(): string | undefined {
  try {
    return readBot() === undefined ? undefined : 'a bot of Telegram is configured';
  } catch (error) {
    return describeError(error);
  }
}
