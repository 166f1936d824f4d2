import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import type { Instance } from '../instance/instance.ts';
import { chooseBot, type Bot } from '../telegram/bot.ts';
import { monitoringDirectory } from './prometheus-config.ts';

const sourceSchema = z.looseObject({
  receivers: z.array(
    z.looseObject({ name: z.string(), telegram_configs: z.array(z.record(z.string(), z.unknown())).optional() }),
  ),
});

export const alertmanagerFile = (instance: Instance): string =>
  join(instance.directory, 'alertmanager/alertmanager.yml');

/** monitoring/alertmanager.yml with the bot that messages go through and the template's path, as YAML. Holds the bot's token. */
export function alertmanagerConfig(bot: Bot, template: string): string {
  const source = sourceSchema.parse(parse(readFileSync(join(monitoringDirectory, 'alertmanager.yml'), 'utf8')));
  const receivers = source.receivers.map(({ telegram_configs: configs, ...receiver }) =>
    configs === undefined
      ? receiver
      : { ...receiver, telegram_configs: configs.map((config) => ({ ...config, ...of(bot) })) },
  );
  return stringify({ ...source, templates: [template], receivers });
}

/** Only Alertmanager 0.28 and newer read the token from a file. */
const of = ({ apiUrl, token, chatId }: Bot) => ({ api_url: apiUrl, bot_token: token, chat_id: chatId });

/** Writes the configuration of an instance's Alertmanager, for its owner only. */
export function writeAlertmanagerConfig(instance: Instance): void {
  mkdirSync(join(instance.directory, 'alertmanager'), { recursive: true });
  const { bot } = chooseBot(instance);
  const file = alertmanagerFile(instance);
  writeFileSync(file, alertmanagerConfig(bot, join(monitoringDirectory, 'telegram.tmpl')), { mode: 0o600 });
  // The mode above is for a new file only.
  chmodSync(file, 0o600);
}
