import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alertmanagerAlone, type Trouble } from '../../tests/support/alertmanager-alone.ts';

const { absence, start, restart, remove, raise, failNext, told } = await alertmanagerAlone();
const deliveredWithin = { timeout: 90_000, interval: 200 };

const longerThanAlarmsWait = 45_000;

/** A moment by a clock that is twenty seconds ahead, so many seconds from now. */
const ahead = (seconds: number): string => new Date(Date.now() + (20 + seconds) * 1_000).toISOString();

/** Of the cloud. */
const anAlarm = (alarm: string, summary: string): Trouble => ({
  alertname: 'CloudAlarm',
  severity: 'warning',
  alarm,
  summary,
});

describe.skipIf(absence !== undefined)('a message to Telegram', () => {
  beforeAll(start);
  afterAll(remove);

  it('is not sent again after a restart of Alertmanager, and the end of the alert is told', async () => {
    const trouble = { alertname: 'Restart', summary: 'Перезапуск' };
    await raise(trouble);
    await expect.poll(() => told(trouble.summary, 'СРАБОТАЛО'), deliveredWithin).toBe(1);
    await restart();
    await raise(trouble);
    await raise({ ...trouble, ended: true });
    await expect.poll(() => told(trouble.summary, 'ВОССТАНОВЛЕНО'), deliveredWithin).toBe(1);
    expect(told(trouble.summary, 'СРАБОТАЛО')).toBe(1);
  });

  it.each([
    ['when Telegram, which knew no such bot, knows it again', 'Пока токен неверен', { status: 401 }, 2],
    [
      'though Telegram took the question and hung up without an answer',
      'Пока Telegram молчит',
      { status: 'silence', seconds: 3 },
      1,
    ],
  ])('arrives once %s', async (_, summary, failure, times) => {
    const trouble = { alertname: summary, summary };
    await failNext(failure, times);
    await raise(trouble);
    await expect.poll(() => told(summary, 'СРАБОТАЛО'), deliveredWithin).toBe(1);
    await raise({ ...trouble, ended: true });
    await expect.poll(() => told(summary, 'ВОССТАНОВЛЕНО'), deliveredWithin).toBe(1);
    expect(told(summary, 'СРАБОТАЛО')).toBe(1);
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
