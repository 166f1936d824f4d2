import { telegramSecret } from '../../modules/config/environment.ts';
import { log } from '../../modules/logging/log.ts';
import { botFrom } from './bot.ts';
import { notifier } from './notify.ts';

/** Alarms, over SNS ─▶ Telegram. */
export const handler = notifier({ bot: botFrom(telegramSecret()), log });
