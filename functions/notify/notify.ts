import { describeError } from '../../modules/errors/platform-error.ts';
import type { Log } from '../../modules/logging/log.ts';
import { readAlarm } from './alarm.ts';
import { alertOf, raise } from './alertmanager.ts';
import type { Bot } from './bot.ts';
import { readEvent, type Notification } from './event.ts';
import { sendMessage, type SendBounds } from './telegram.ts';
import { messageText } from './text.ts';

export interface NotifyDependencies {
  readonly bot: () => Promise<Bot>;
  readonly log: Log;
  readonly bounds?: SendBounds;
}

/** How many messages are remembered against being sent twice. */
const remembered = 200;

/**
 * Sends what was published to a topic of SNS to Telegram; alarms by way of Alertmanager, where there is one that takes
 * them. Throws when a message could not be sent: Lambda then repeats the event. SNS may deliver twice; what this process has sent already is not sent again.
 */
export function notifier({ bot, log, bounds }: NotifyDependencies): (event: unknown) => Promise<void> {
  const sent = new Set<string>();
  return async (event) => {
    for (const notification of readEvent(event)) {
      const { MessageId: id, Subject: subject } = notification;
      if (sent.has(id)) {
        log.info('message was sent before', { id });
        continue;
      }
      try {
        await tell(notification, await bot(), { log, bounds });
      } catch (error) {
        log.error('message not sent', error, { id, subject });
        throw error;
      }
      sent.add(id);
      const [oldest] = sent;
      if (sent.size > remembered && oldest !== undefined) sent.delete(oldest);
      log.info('message sent', { id, subject });
    }
  };
}

async function tell(
  notification: Notification,
  bot: Bot,
  { log, bounds }: { readonly log: Log; readonly bounds: SendBounds | undefined },
): Promise<void> {
  const alarm = readAlarm(notification.Message);
  if (alarm !== undefined && bot.alertmanagerUrl !== undefined)
    try {
      return await raise(bot.alertmanagerUrl, alertOf(alarm, Date.now()));
    } catch (error) {
      // Twice is better than never.
      log.warn('Alertmanager does not take the alarm: it is sent as it is', { error: describeError(error) });
    }
  await sendMessage(bot, messageText(notification, bot), bounds);
}
