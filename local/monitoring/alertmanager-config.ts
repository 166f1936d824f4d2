import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { urlOf } from '../../modules/platform/instance/hosts.ts';
import type { Instance } from '../instance/instance.ts';
import { chooseBot, type Bot } from '../telegram/bot.ts';
import { readTelling, type Severity, type Telling } from '../telegram/telling.ts';
import { messageSettings } from './message-settings.ts';
import { monitoringDirectory } from './prometheus-config.ts';

const sourceSchema = z.looseObject({
  receivers: z.array(
    z.looseObject({ name: z.string(), telegram_configs: z.array(z.record(z.string(), z.unknown())).optional() }),
  ),
});

/** Who is told, and what a message is made of. */
export interface Alerting {
  readonly bot: Bot;
  readonly telling: Telling;
  /** What puts messages into a topic of the chat: Alertmanager before 0.26 knows none. */
  readonly relayUrl: string;
  readonly templates: readonly string[];
}

export const alertmanagerFile = (instance: Instance): string =>
  join(instance.directory, 'alertmanager/alertmanager.yml');

/** monitoring/alertmanager.yml with the bot that messages go through and the paths of templates, as YAML. Holds the bot's token. */
export function alertmanagerConfig({ bot, telling, relayUrl, templates }: Alerting): string {
  const source = sourceSchema.parse(parse(readFileSync(join(monitoringDirectory, 'alertmanager.yml'), 'utf8')));
  const receivers = source.receivers.map(({ telegram_configs: configs, ...receiver }) => {
    if (configs === undefined) return receiver;
    const thread = telling.threads[severityOf(receiver.name)];
    const apiUrl = thread === undefined ? bot.apiUrl : `${relayUrl}/thread/${thread}`;
    // Only Alertmanager 0.28 and newer read the token from a file.
    const to = { api_url: apiUrl, bot_token: bot.token, chat_id: bot.chatId };
    return { ...receiver, telegram_configs: configs.map((config) => ({ ...config, ...to })) };
  });
  return stringify({ ...source, templates, receivers });
}

/** What is urgent has a receiver of its own. */
const severityOf = (receiver: string): Severity => (receiver.endsWith('-critical') ? 'critical' : 'warning');

/** Writes the configuration of an instance's Alertmanager, for its owner only. */
export function writeAlertmanagerConfig(instance: Instance): void {
  const directory = join(instance.directory, 'alertmanager');
  mkdirSync(directory, { recursive: true });
  const telling = readTelling();
  const settings = join(directory, 'settings.tmpl');
  writeFileSync(settings, messageSettings(telling, new Date()));
  const file = alertmanagerFile(instance);
  const config = alertmanagerConfig({
    bot: chooseBot(instance).bot,
    telling,
    relayUrl: urlOf(instance, 'telegram', 'telegram'),
    templates: [join(monitoringDirectory, 'telegram.tmpl'), settings],
  });
  writeFileSync(file, config, { mode: 0o600 });
  // The mode above is for a new file only.
  chmodSync(file, 0o600);
}
