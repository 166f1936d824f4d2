import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uniqueName } from '../../tests/support/instance.ts';
import { freePortOffset } from '../instance/free-ports.ts';
import { instanceAt, saveInstance } from '../instance/instance.ts';
import { alertmanager, alertmanagerUrl } from '../services/alertmanager.ts';
import { startService, stopService } from '../services/services.ts';
import { telegram, telegramUrl } from '../services/telegram.ts';
import { readInbox } from './inbox.ts';

const instance = instanceAt(uniqueName('telegram'), await freePortOffset());
const deliveredWithin = { timeout: 90_000, interval: 200 };

const longerThanAlarmsWait = 45_000;

interface Trouble {
  readonly alertname: string;
  /** What is out. */
  readonly of?: string;
  readonly startsAt?: string;
  readonly endsAt?: string;
  readonly summary: string;
  readonly severity?: string;
  readonly alarm?: string;
  readonly ended?: boolean;
}

const post = async (url: string, body: unknown): Promise<void> => {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(response.ok).toBe(true);
};

const begun = new Date(Date.now() - 60_000).toISOString();

/** Tells Alertmanager of an alert, as Prometheus does again and again. */
const raise = ({
  alertname,
  summary,
  of,
  alarm,
  severity = 'critical',
  startsAt = begun,
  endsAt,
  ended = false,
}: Trouble) =>
  post(`${alertmanagerUrl(instance)}/api/v2/alerts`, [
    {
      labels: { alertname, severity, ...(of !== undefined && { of }), ...(alarm !== undefined && { alarm }) },
      annotations: { summary, description: 'Описание', runbook: 'docs/operations.md' },
      startsAt,
      ...(endsAt !== undefined && { endsAt }),
      ...(ended && { endsAt: new Date().toISOString() }),
    },
  ]);

const failNext = (failure: object, times: number): Promise<void> =>
  post(`${telegramUrl(instance)}/failures`, { failure, times });

/** A moment by a clock that is twenty seconds ahead, so many seconds from now. */
const ahead = (seconds: number): string => new Date(Date.now() + (20 + seconds) * 1_000).toISOString();

const told = (summary: string, what: 'СРАБОТАЛО' | 'ВОССТАНОВЛЕНО'): number =>
  readInbox(instance).filter(({ text }) => text.includes(what) && text.includes(summary)).length;

/** Of the cloud. */
const anAlarm = (alarm: string, summary: string): Trouble => ({
  alertname: 'CloudAlarm',
  severity: 'warning',
  alarm,
  summary,
});

describe.skipIf(alertmanager.absence?.(instance) !== undefined)('a message to Telegram', () => {
  beforeAll(async () => {
    saveInstance(instance);
    await startService(instance, telegram);
    await startService(instance, alertmanager);
  });
  afterAll(async () => {
    await stopService(instance, alertmanager);
    await stopService(instance, telegram);
    rmSync(instance.directory, { recursive: true, force: true });
  });

  it('arrives once though Telegram is busy and then broken, whatever the names in it', async () => {
    const summary = 'Магазин <b>«Рога & копыта»</b> 🦌 "50%" </i>';
    await failNext({ status: 429, retry_after: 1 }, 2);
    await failNext({ status: 500 }, 1);
    await raise({ alertname: 'Names', summary });
    await expect.poll(() => told(summary, 'СРАБОТАЛО'), deliveredWithin).toBe(1);
    await raise({ alertname: 'Names', summary, ended: true });
    await expect.poll(() => told(summary, 'ВОССТАНОВЛЕНО'), deliveredWithin).toBe(1);
    expect(told(summary, 'СРАБОТАЛО')).toBe(1);
  });

  it('is not sent again after a restart of Alertmanager, and the end of the alert is told', async () => {
    const trouble = { alertname: 'Restart', summary: 'Перезапуск' };
    await raise(trouble);
    await expect.poll(() => told(trouble.summary, 'СРАБОТАЛО'), deliveredWithin).toBe(1);
    await stopService(instance, alertmanager);
    await startService(instance, alertmanager);
    await raise(trouble);
    await raise({ ...trouble, ended: true });
    await expect.poll(() => told(trouble.summary, 'ВОССТАНОВЛЕНО'), deliveredWithin).toBe(1);
    expect(told(trouble.summary, 'СРАБОТАЛО')).toBe(1);
  });

  it('arrives once when Telegram, which knew no such bot, knows it again', async () => {
    const trouble = { alertname: 'Token', summary: 'Пока токен неверен' };
    await failNext({ status: 401 }, 2);
    await raise(trouble);
    await expect.poll(() => told(trouble.summary, 'СРАБОТАЛО'), deliveredWithin).toBe(1);
    await raise({ ...trouble, ended: true });
    await expect.poll(() => told(trouble.summary, 'ВОССТАНОВЛЕНО'), deliveredWithin).toBe(1);
    expect(told(trouble.summary, 'СРАБОТАЛО')).toBe(1);
  });

  it('arrives once though Telegram took the question and hung up without an answer', async () => {
    const trouble = { alertname: 'Silence', summary: 'Пока Telegram молчит' };
    await failNext({ status: 'silence', seconds: 3 }, 1);
    await raise(trouble);
    await expect.poll(() => told(trouble.summary, 'СРАБОТАЛО'), deliveredWithin).toBe(1);
    await raise({ ...trouble, ended: true });
    await expect.poll(() => told(trouble.summary, 'ВОССТАНОВЛЕНО'), deliveredWithin).toBe(1);
    expect(told(trouble.summary, 'СРАБОТАЛО')).toBe(1);
  });

  it('about an alert of a Prometheus whose clock is ahead arrives once, and its end when that clock says so', async () => {
    const trouble = { alertname: 'Clock', summary: 'Часы спешат', startsAt: ahead(0) };
    await raise({ ...trouble, endsAt: ahead(300) });
    await expect.poll(() => told(trouble.summary, 'СРАБОТАЛО'), deliveredWithin).toBe(1);
    const end = { ...trouble, endsAt: ahead(1) };
    // Prometheus says it again and again: while that moment is still to come, it is no end.
    const toldOfEnd = async (): Promise<number> => {
      await raise(end);
      return told(trouble.summary, 'ВОССТАНОВЛЕНО');
    };
    await expect.poll(toldOfEnd, { ...deliveredWithin, interval: 1_000 }).toBe(1);
    expect(told(trouble.summary, 'СРАБОТАЛО')).toBe(1);
  });

  it('about a dead broker comes without its consequences', async () => {
    const outage = { alertname: 'Outage', of: 'BrokerDown', severity: 'none', summary: 'Не работает: Kafka' };
    await raise(outage);
    await raise({ alertname: 'BrokerDown', summary: 'Брокер Kafka 1 не работает' });
    await raise({ alertname: 'NoActiveController', summary: 'Нет контроллера' });
    await expect.poll(() => told('Брокер Kafka 1', 'СРАБОТАЛО'), deliveredWithin).toBe(1);
    await raise({ alertname: 'NoActiveController', summary: 'Нет контроллера', ended: true });
    await raise({ alertname: 'BrokerDown', summary: 'Брокер Kafka 1 не работает', ended: true });
    await expect.poll(() => told('Брокер Kafka 1', 'ВОССТАНОВЛЕНО'), deliveredWithin).toBe(1);
    expect(told('Нет контроллера', 'СРАБОТАЛО')).toBe(0);
    expect(told('Не работает: Kafka', 'СРАБОТАЛО')).toBe(0);
    await raise({ ...outage, ended: true });
  });

  it('about an alarm of the cloud comes unless it follows from an outage', async () => {
    const outage = { alertname: 'Outage', of: 'OpenSearchDown', severity: 'none', summary: 'Не работает: поиск' };
    const following = anAlarm('marketplace-api-errors', 'API отвечает ошибкой');
    const other = anAlarm('marketplace-audit-unreadable-rules', 'Правило нельзя прочесть');
    await raise(outage);
    await raise(following);
    await raise(other);
    await expect.poll(() => told(other.summary, 'СРАБОТАЛО'), deliveredWithin).toBe(1);
    await pause(longerThanAlarmsWait);
    expect(told(following.summary, 'СРАБОТАЛО')).toBe(0);
    await raise({ ...outage, ended: true });
    await expect.poll(() => told(following.summary, 'СРАБОТАЛО'), deliveredWithin).toBe(1);
  }, 240_000);
});
