import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { jsonLog } from '../../modules/logging/log.ts';
import { notifier } from './notify.ts';
import type { SendBounds } from './telegram.ts';
import { messageText } from './text.ts';

const anAlarm = (changes: object = {}) =>
  JSON.stringify({
    AlarmName: 'marketplace-filter-errors',
    AlarmDescription: 'Вызовы <filter> & друзей завершаются ошибкой',
    NewStateValue: 'ALARM',
    NewStateReason: 'Threshold Crossed: 1.0 >= 1.0',
    StateChangeTime: '2026-11-22T20:15:43.123+0000',
    ...changes,
  });

const aNotification = (Message: string, MessageId = 'm1') => ({ MessageId, Message, Subject: 'ALARM' });
const anEvent = (...notifications: object[]) => ({ Records: notifications.map((Sns) => ({ Sns })) });

test('an alarm is told in Russian with its time in Moscow, and its text cannot break the HTML', () => {
  expect(messageText(aNotification(anAlarm()))).toBe(
    [
      '🔴 <b>Тревога</b>: <code>marketplace-filter-errors</code>',
      'Вызовы &lt;filter&gt; &amp; друзей завершаются ошибкой',
      'С 22.11.2026, 23:15:43 МСК',
      '<i>Threshold Crossed: 1.0 &gt;= 1.0</i>',
    ].join('\n'),
  );
});

test('what people lose stands on a line of its own, as the stack describes it', () => {
  const AlarmDescription = 'Вызовы filter завершаются ошибкой.\nНовых товаров в поиске нет.';
  expect(
    messageText(aNotification(anAlarm({ AlarmDescription })))
      .split('\n')
      .slice(1, 3),
  ).toEqual(['Вызовы filter завершаются ошибкой.', 'Новых товаров в поиске нет.']);
});

test('the end of an alarm is told, too', () => {
  expect(messageText(aNotification(anAlarm({ NewStateValue: 'OK' })))).toMatch(/^🟢 <b>Снова в порядке<\/b>/u);
});

test('what is no alarm is passed on, cut to what Telegram takes without breaking an emoji', () => {
  const text = messageText(aNotification('🚭&'.repeat(3_000)));
  expect(text).toMatch(/^<b>ALARM<\/b>\n🚭&amp;/u);
  expect(Array.from(text.replaceAll('&amp;', '&')).length).toBeLessThan(1_100);
  expect(text).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/u);
});

interface Answer {
  readonly status: number;
  readonly body?: object;
}

/** Takes the question and says nothing. */
const silence: Answer = { status: 0 };

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

/** A Bot API that answers what the test says, one answer after the other. */
async function telegram(answers: readonly Answer[] = [], bounds: Partial<SendBounds> = {}) {
  const got: { path: string; body: Record<string, unknown>; at: number }[] = [];
  const own = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      got.push({ path: request.url ?? '', body: JSON.parse(body) as Record<string, unknown>, at: performance.now() });
      const answer = answers[Math.min(got.length, answers.length) - 1] ?? { status: 200, body: { ok: true } };
      if (answer === silence) return;
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.body ?? { ok: answer.status === 200 }));
    });
  });
  server = own;
  await new Promise<void>((resolve) => {
    own.listen(0, '127.0.0.1', resolve);
  });
  const apiUrl = `http://127.0.0.1:${(own.address() as AddressInfo).port}`;
  const lines: string[] = [];
  const notify = notifier({
    bot: async () => ({ apiUrl, botToken: '1:secret', chatId: '-100' }),
    log: jsonLog((line) => void lines.push(line)),
    bounds: { attempts: 3, timeoutMs: 2_000, deadlineMs: 10_000, backoff: { initialMs: 10, maxMs: 20 }, ...bounds },
  });
  return { got, lines, notify };
}

test('a message that SNS delivers twice is sent once, to a chat whose number is a text', async () => {
  const { got, notify } = await telegram();
  await notify(anEvent(aNotification(anAlarm())));
  await notify(anEvent(aNotification(anAlarm()), aNotification(anAlarm(), 'm2')));
  expect(got).toHaveLength(2);
  expect(got[0]).toMatchObject({ path: '/bot1:secret/sendMessage', body: { chat_id: '-100', parse_mode: 'HTML' } });
});

test('Telegram is asked again no earlier than it says', async () => {
  const { got, notify } = await telegram([
    { status: 429, body: { ok: false, parameters: { retry_after: 0.2 } } },
    { status: 200 },
  ]);
  await notify(anEvent(aNotification(anAlarm())));
  expect(got).toHaveLength(2);
  expect((got[1]?.at ?? 0) - (got[0]?.at ?? 0)).toBeGreaterThanOrEqual(190);
});

test('longer than a function can wait is not waited', async () => {
  const { got, notify } = await telegram([{ status: 429, body: { ok: false, parameters: { retry_after: 600 } } }]);
  await expect(notify(anEvent(aNotification(anAlarm())))).rejects.toMatchObject({ code: 'server_not_ready' });
  expect(got).toHaveLength(1);
});

test('a Telegram that is broken is asked a few times, then the event fails and comes again', async () => {
  const { got, notify } = await telegram([{ status: 500 }]);
  await expect(notify(anEvent(aNotification(anAlarm())))).rejects.toMatchObject({ code: 'server_not_ready' });
  expect(got).toHaveLength(3);
});

test('a Telegram that takes the question and says nothing is waited for so long, then asked again', async () => {
  const { got, notify } = await telegram([silence, { status: 200 }], { timeoutMs: 200, attempts: 20 });
  await notify(anEvent(aNotification(anAlarm())));
  // A busy machine may need more than two.
  expect(got.length).toBeGreaterThanOrEqual(2);
});

test('a Telegram that never says anything holds the function up no longer than its bounds', async () => {
  const { got, lines, notify } = await telegram([silence], { timeoutMs: 50 });
  await expect(notify(anEvent(aNotification(anAlarm())))).rejects.toMatchObject({
    code: 'server_not_ready',
    message: expect.stringContaining('TimeoutError'),
  });
  expect(got.length).toBeLessThanOrEqual(3);
  expect(lines.join('')).not.toContain('1:secret');
});

test('an alarm of a clock that is ahead is told with the time that it says', () => {
  const StateChangeTime = '2031-01-01T00:00:00.000+0000';
  expect(messageText(aNotification(anAlarm({ StateChangeTime })))).toContain('С 01.01.2031, 03:00:00 МСК');
});

test('a wrong token is said clearly and not tried again, and it is not in the log', async () => {
  const { got, lines, notify } = await telegram([{ status: 401, body: { ok: false, description: 'Unauthorized' } }]);
  await expect(notify(anEvent(aNotification(anAlarm())))).rejects.toMatchObject({
    code: 'request_refused',
    message: expect.stringContaining('botToken'),
  });
  expect(got).toHaveLength(1);
  expect(lines.join('')).toContain('botToken');
  expect(lines.join('')).not.toContain('1:secret');
});

test('an event that SNS did not send is refused', async () => {
  const { notify } = await telegram();
  await expect(notify({ records: [] })).rejects.toMatchObject({ code: 'event_invalid' });
});
