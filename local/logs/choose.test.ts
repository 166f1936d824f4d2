import { expect, test } from 'vitest';
import { chooser, type Choice } from './choose.ts';
import { readLine } from './line.ts';

const log = [
  '2026-11-29T10:00:00.000Z INFO  started',
  '2026-11-29T11:00:00.000Z ERROR broken',
  '    at one',
  '    at two',
  '2026-11-29T11:00:01.000Z INFO  mended',
  '  with this',
];

const shown = (choice: Partial<Choice>): string[] => {
  const isShown = chooser({ since: undefined, level: undefined, ...choice });
  return log.filter((text) => isShown(readLine(text)));
};

test('a stack trace is shown with the error that it belongs to, and not without it', () => {
  expect(shown({ level: 'error' })).toEqual(log.slice(1, 4));
  expect(shown({ level: 'info', since: Date.parse('2026-11-29T11:00:01Z') })).toEqual(log.slice(4));
});

test('without a choice everything is shown', () => {
  expect(shown({})).toEqual(log);
});
