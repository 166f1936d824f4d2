import { expect, test } from 'vitest';
import { readTelling } from './telling.ts';

const read = (environment: Record<string, string>): ReturnType<typeof readTelling> =>
  readTelling(environment, '/nowhere/telegram.env');

test('without settings times are those of Moscow, and everything goes to the chat itself', () => {
  expect(read({})).toEqual({ timeZone: 'Europe/Moscow', runbookUrl: undefined, threads: {} });
});

test('all alerts go to one topic, or those of a severity to another', () => {
  expect(read({ TELEGRAM_THREAD_ID: '7' }).threads).toEqual({ critical: 7, warning: 7 });
  expect(read({ TELEGRAM_THREAD_ID: '7', TELEGRAM_THREAD_ID_CRITICAL: '9' }).threads).toEqual({
    critical: 9,
    warning: 7,
  });
  expect(read({ TELEGRAM_THREAD_ID_WARNING: '5' }).threads).toEqual({ warning: 5 });
});

test('wrong settings are said and left out', () => {
  const told = read({ ALERT_TIME_ZONE: 'Москва', RUNBOOK_URL: 'docs', TELEGRAM_THREAD_ID: 'срочные' });
  expect(told).toMatchObject({ timeZone: 'Europe/Moscow', runbookUrl: undefined, threads: {} });
  for (const name of ['ALERT_TIME_ZONE', 'RUNBOOK_URL', 'TELEGRAM_THREAD_ID']) expect(told.problem).toContain(name);
});
