import { telegramSecret } from '../config/environment.ts';
import { log } from '../logging/log.ts';
import { botFrom } from './bot.ts';
import { notifier } from './notify.ts';

/** Alarms, over SNS ─▶ Telegram. */
export const handler = notifier({ bot: botFrom(telegramSecret()), log });
