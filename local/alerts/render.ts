import { printable } from '../command-line/printable.ts';
import type { Message } from '../telegram/answer.ts';

const clock = new Intl.DateTimeFormat('ru-RU', { dateStyle: 'short', timeStyle: 'medium' });

/** A message as it stands in the chat, with its time. */
export const renderMessage = ({ at, text }: Message): string => `── ${clock.format(at)}\n${shown(text.trim())}\n\n`;

const shown = (text: string): string =>
  text
    .split('\n')
    .map((line) => printable(line))
    .join('\n');
