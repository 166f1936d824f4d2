import { dutyTime } from '../../modules/duty-time/duty-time.ts';
import { printable } from '../command-line/printable.ts';
import type { Message } from '../telegram/answer.ts';

/** A message as it stands in the chat, with its time. */
export const renderMessage = ({ at, text }: Message, zone: string): string =>
  `── ${dutyTime(at, zone)}\n${shown(text.trim())}\n\n`;

const shown = (text: string): string =>
  text
    .split('\n')
    .map((line) => printable(line))
    .join('\n');
