import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { jsonLog } from '../../modules/logging/log.ts';
import { readAlarm } from './alarm.ts';
import { alertOf } from './alertmanager.ts';
import type { Bot } from './bot.ts';
import type { Notification } from './event.ts';
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

const reader = { timeZone: 'Europe/Moscow' };
const textOf = (notification: Notification): string => messageText(notification, reader);

const aNotification = (Message: string, MessageId = 'm1') => ({ MessageId, Message, Subject: 'ALARM' });
const anEvent = (...notifications: object[]) => ({ Records: notifications.map((Sns) => ({ Sns })) });

test('an alarm is told in Russian: what, what people lose, since when in which zone, and where it stands what to do', () => {
  const AlarmDescription = 'Вызовы <filter> & друзей завершаются ошибкой.\nНовых товаров в поиске нет.';
  expect(textOf(aNotification(anAlarm({ AlarmDescription })))).toBe(
    [
      '⚠️ <b>СРАБОТАЛО: 1</b>',
      '',
      '• <b>Вызовы &lt;filter&gt; &amp; друзей завершаются ошибкой. [marketplace-filter-errors]</b>',
      'Новых товаров в поиске нет.',
      'С 22.11.2026 23:15:43 мск. Что делать: docs/operations.md#тревоги-облака',
    ].join('\n'),
  );
});

test('its end is told with the same first line, and when', () => {
  expect(textOf(aNotification(anAlarm({ NewStateValue: 'OK' })))).toBe(
    [
      '✅ <b>ВОССТАНОВЛЕНО: 1</b>',
      '',
      '• <b>Вызовы &lt;filter&gt; &amp; друзей завершаются ошибкой [marketplace-filter-errors]</b>',
      'До 22.11.2026 23:15:43 мск',
    ].join('\n'),
  );
});

test('who says where the runbook can be read, and in which zone he lives, gets links and times of that; AWS draws a graph', () => {
  const AlarmArn = 'arn:aws:cloudwatch:eu-central-1:123456789012:alarm:marketplace-filter-errors';
  const runbookUrl = 'https://docs.example.com/operations.md';
  const text = messageText(aNotification(anAlarm({ AlarmArn })), { timeZone: 'Asia/Omsk', runbookUrl });
  expect(text).toContain('С 23.11.2026 02:15:43 Asia/Omsk. <a href="https://docs.example.com/operations.md#');
  expect(text).toContain(
    '<a href="https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#alarmsV2:alarm/marketplace-filter-errors">График</a>',
  );
});

test('what is no alarm is passed on, cut to what Telegram takes without breaking an emoji', () => {
  const text = textOf(aNotification('🚭&'.repeat(3_000)));
  expect(text).toMatch(/^<b>ALARM<\/b>\n🚭&amp;/u);
  expect(Array.from(text.replaceAll('&amp;', '&')).length).toBeLessThan(1_100);
  expect(text).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/u);
});

const alertOfAlarm = (changes: object): unknown => {
  const alarm = readAlarm(anAlarm(changes));
  return alarm && alertOf(alarm, Date.parse('2026-11-22T20:16:00Z'));
};

test.each([
  ['as AWS writes it', { name: 'FunctionName', value: 'marketplace-filter' }, { function: 'marketplace-filter' }],
  ['as engines write it', { Name: 'service', Value: 'marketplace-sweep' }, { function: 'marketplace-sweep' }],
  [
    'by a consumer group',
    { name: 'Consumer Group', value: 'filter-products' },
    { function: 'marketplace-filter', group: 'filter-products' },
  ],
])('Alertmanager is told what an alarm is about, %s', (_, dimension, labels) => {
  expect(alertOfAlarm({ Trigger: { Dimensions: [dimension] } })).toMatchObject({
    labels: { alertname: 'CloudAlarm', alarm: 'marketplace-filter-errors', severity: 'warning', ...labels },
    annotations: { summary: 'Вызовы <filter> & друзей завершаются ошибкой [marketplace-filter-errors]' },
    startsAt: '2026-11-22T20:15:43.123Z',
  });
});

test('the end of an alarm has the labels of its beginning, and is no moment to come', () => {
  const ended = { NewStateValue: 'OK', StateChangeTime: '2031-01-01T00:00:00.000+0000' };
  expect(alertOfAlarm(ended)).toMatchObject({
    labels: { alertname: 'CloudAlarm', alarm: 'marketplace-filter-errors', severity: 'warning' },
    endsAt: '2026-11-22T20:16:00.000Z',
  });
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
async function telegram(
  answers: readonly Answer[] = [],
  bounds: Partial<SendBounds> = {},
  changes: (url: string) => Partial<Bot> = () => ({}),
) {
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
    bot: async () => ({ apiUrl, botToken: '1:secret', chatId: '-100', timeZone: 'Europe/Moscow', ...changes(apiUrl) }),
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

test('a message goes into the topic of the chat that the secret names', async () => {
  const { got, notify } = await telegram([], {}, () => ({ threadId: 7 }));
  await notify(anEvent(aNotification(anAlarm())));
  expect(got[0]?.body).toMatchObject({ chat_id: '-100', message_thread_id: 7 });
});

const withAlertmanager = (alertmanagerUrl: string): Partial<Bot> => ({ alertmanagerUrl });

test('an alarm goes to Alertmanager where there is one, and to Telegram where that does not take it', async () => {
  const { got, lines, notify } = await telegram(
    [{ status: 200 }, { status: 503 }, { status: 200 }],
    {},
    withAlertmanager,
  );
  await notify(anEvent(aNotification(anAlarm())));
  expect(got.map(({ path }) => path)).toEqual(['/api/v2/alerts']);
  await notify(anEvent(aNotification(anAlarm(), 'm2')));
  expect(got.map(({ path }) => path).slice(1)).toEqual(['/api/v2/alerts', '/bot1:secret/sendMessage']);
  expect(lines.join('')).toContain('Alertmanager answered 503');
});

test('what is no alarm goes to Telegram itself', async () => {
  const { got, notify } = await telegram([], {}, withAlertmanager);
  await notify(anEvent(aNotification('a subscription')));
  expect(got.map(({ path }) => path)).toEqual(['/bot1:secret/sendMessage']);
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
  expect(textOf(aNotification(anAlarm({ StateChangeTime })))).toContain('С 01.01.2031 03:00:00 мск');
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
