import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { instanceAt } from '../instance/instance.ts';
import { chooseBot, readBot, standInBot } from './bot.ts';

const nowhere = '/nowhere/telegram.env';

it('without a token and a chat there is no bot', () => {
  expect(readBot({}, nowhere)).toBeUndefined();
});

it('a bot comes from the environment, else from a file', () => {
  const directory = mkdtempSync(join(tmpdir(), 'bot-'));
  const file = join(directory, 'telegram.env');
  writeFileSync(file, 'TELEGRAM_BOT_TOKEN=1:file\nTELEGRAM_CHAT_ID=-100\n');
  expect(readBot({}, file)).toMatchObject({ token: '1:file', chatId: -100 });
  const environment = { TELEGRAM_BOT_TOKEN: '2:environment', TELEGRAM_CHAT_ID: '5' };
  expect(readBot(environment, file)).toMatchObject({ token: '2:environment', chatId: 5 });
  rmSync(directory, { recursive: true });
});

it.each([
  ['a chat by name', { TELEGRAM_BOT_TOKEN: '1:a', TELEGRAM_CHAT_ID: '@channel' }, 'TELEGRAM_CHAT_ID'],
  ['half a bot', { TELEGRAM_BOT_TOKEN: '1:a' }, 'TELEGRAM_CHAT_ID'],
  ['a token that none can be', { TELEGRAM_BOT_TOKEN: 'secret', TELEGRAM_CHAT_ID: '1' }, 'TELEGRAM_BOT_TOKEN'],
])('%s is refused by the name of the variable, without its value', (_, environment, variable) => {
  expect(() => readBot(environment, nowhere)).toThrow(expect.objectContaining({ code: 'config_invalid' }));
  expect(() => readBot(environment, nowhere)).toThrow(variable);
  expect(() => readBot(environment, nowhere)).not.toThrow('secret');
});

const instance = instanceAt('bot', 0);
const local = { ...standInBot, apiUrl: `http://127.0.0.1:${instance.ports.telegram}` };

it('without a bot alerts stay on this machine, and that is no problem', () => {
  expect(chooseBot(instance, () => undefined)).toEqual({ bot: local, isStandIn: true });
});

it('a bot that was configured gets the alerts', () => {
  const bot = { apiUrl: 'https://api.telegram.org', token: '1:a', chatId: -100 };
  expect(chooseBot(instance, () => bot)).toEqual({ bot, isStandIn: false });
});

it('with settings that are wrong alerts stay on this machine, and one line says what, where and how to mend it', () => {
  const directory = mkdtempSync(join(tmpdir(), 'bot-'));
  const file = join(directory, 'telegram.env');
  writeFileSync(file, 'TELEGRAM_BOT_TOKEN=1:secret\nTELEGRAM_CHAT_ID=дежурные\n');
  const { bot, isStandIn, problem } = chooseBot(instance, () => readBot({}, file));
  rmSync(directory, { recursive: true });
  expect({ bot, isStandIn }).toEqual({ bot: local, isStandIn: true });
  expect(problem).toMatch(/^TELEGRAM_CHAT_ID in telegram\.env must be the number of a chat.*npm start run again$/u);
  expect(problem).not.toContain('secret');
});
