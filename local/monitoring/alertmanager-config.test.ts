import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { mappingGroups } from '../../modules/platform/access.ts';
import { lambdaName, functionNames } from '../../modules/platform/function-names.ts';
import { readTelling } from '../telegram/telling.ts';
import { alertmanagerConfig } from './alertmanager-config.ts';
import { monitoringDirectory } from './prometheus-config.ts';

const bot = { apiUrl: 'https://api.telegram.org', token: '1:a', chatId: -100 };

const addressesOf = (settings: Record<string, string>): string[] => {
  const telling = readTelling(settings, '/nowhere/telegram.env');
  const config = alertmanagerConfig({ bot, telling, relayUrl: 'http://127.0.0.1:9097', templates: [] });
  const { receivers } = z
    .object({
      receivers: z.array(
        z.object({ name: z.string(), telegram_configs: z.array(z.object({ api_url: z.string() })).default([]) }),
      ),
    })
    .parse(parse(config));
  return receivers.flatMap(({ name, telegram_configs: [first] }) => (first ? [`${name} ${first.api_url}`] : []));
};

test('messages go to Telegram itself, and by way of the relay into a topic of the chat', () => {
  expect(addressesOf({})).toEqual([`telegram ${bot.apiUrl}`, `telegram-critical ${bot.apiUrl}`]);
  expect(addressesOf({ TELEGRAM_THREAD_ID_CRITICAL: '7' })).toEqual([
    `telegram ${bot.apiUrl}`,
    'telegram-critical http://127.0.0.1:9097/thread/7',
  ]);
});

test('alarms on errors of exactly those functions that Kafka calls wait for FunctionFailing', () => {
  const text = readFileSync(join(monitoringDirectory, 'alertmanager.yml'), 'utf8');
  const named = /function=~"marketplace-\((?<names>[\w|]+)\)"/u.exec(text)?.groups?.['names']?.split('|') ?? [];
  const called = functionNames.filter((name) => mappingGroups.some(({ functionName }) => functionName === name));
  expect(named.map((name) => `marketplace-${name}`).toSorted()).toEqual(called.map(lambdaName).toSorted());
});
