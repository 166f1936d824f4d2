import { setInterval } from 'node:timers/promises';
import { Command } from 'commander';
import { instanceOption, jsonOption, type InstanceOptions, type JsonOptions } from '../../command-line/options.ts';
import { findInstance } from '../../instance/instance.ts';
import { chooseBot } from '../../telegram/bot.ts';
import { readInbox } from '../../telegram/inbox.ts';
import { readTelling } from '../../telegram/telling.ts';
import { renderMessage } from '../render.ts';

interface Options extends InstanceOptions, JsonOptions {
  readonly follow?: boolean;
}

const lookEvery = 500;

export const inboxCommand = new Command('inbox')
  .description('messages that the stand-in for Telegram has received, oldest first')
  .option('--follow', 'keep showing new ones until Ctrl-C')
  .addOption(instanceOption())
  .addOption(jsonOption('{message_id, at (epoch ms), chat_id, text}, one a line,'))
  .action(showInbox);

async function showInbox({ instance: name, json, follow }: Options): Promise<void> {
  const instance = findInstance(name);
  const { isStandIn, problem } = chooseBot(instance);
  if (!isStandIn) process.stderr.write('a Telegram bot is configured: messages go to its chat, not here\n');
  const { timeZone, problem: other } = readTelling();
  for (const line of [problem, other]) if (line !== undefined) process.stderr.write(`${line}\n`);
  const show = (from: number): number => {
    const messages = readInbox(instance);
    for (const message of messages.slice(from))
      process.stdout.write(json === true ? `${JSON.stringify(message)}\n` : renderMessage(message, timeZone));
    return messages.length;
  };
  let shown = show(0);
  if (shown === 0 && json !== true) process.stderr.write('nothing yet\n');
  if (follow !== true) return;
  for await (const _ of setInterval(lookEvery)) shown = show(shown);
}
