import { rmSync } from 'node:fs';
import { freePortOffset } from '../../local/instance/free-ports.ts';
import { instanceAt, saveInstance } from '../../local/instance/instance.ts';
import { alertmanager, alertmanagerUrl } from '../../local/services/alertmanager.ts';
import { startService, stopService } from '../../local/services/services.ts';
import { telegram, telegramUrl } from '../../local/services/telegram.ts';
import { readInbox } from '../../local/telegram/inbox.ts';
import { uniqueName } from './instance.ts';
import { until } from './until.ts';

export interface Trouble {
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

async function post(url: string, body: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
}

/** How many messages Alertmanager knows to have been taken. A message is in the inbox a moment before. */
async function takenMessages(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const line = /^alertmanager_notification_latency_seconds_count\{.*integration="telegram".*\} (?<count>\d+)$/mu;
  return Number(line.exec(metrics)?.groups?.['count'] ?? 0);
}

const begun = new Date(Date.now() - 60_000).toISOString();

/** Alertmanager and the stand-in for Telegram, without anything that has alerts: what alerts there are is the test's to say. */
export async function alertmanagerAlone() {
  const instance = instanceAt(uniqueName('telegram'), await freePortOffset());
  return {
    absence: alertmanager.absence?.(instance),
    start: async (): Promise<void> => {
      saveInstance(instance);
      await startService(instance, telegram);
      await startService(instance, alertmanager);
    },
    restart: async (): Promise<void> => {
      const sent = readInbox(instance).length;
      await until('it knows what it has sent', async () => (await takenMessages(alertmanagerUrl(instance))) >= sent);
      await stopService(instance, alertmanager);
      await startService(instance, alertmanager);
    },
    remove: async (): Promise<void> => {
      await stopService(instance, alertmanager);
      await stopService(instance, telegram);
      rmSync(instance.directory, { recursive: true, force: true });
    },
    /** Tells Alertmanager of an alert, as Prometheus does again and again. */
    raise: ({
      alertname,
      summary,
      of,
      alarm,
      severity = 'critical',
      startsAt = begun,
      endsAt,
      ended = false,
    }: Trouble): Promise<void> =>
      post(`${alertmanagerUrl(instance)}/api/v2/alerts`, [
        {
          labels: { alertname, severity, ...(of !== undefined && { of }), ...(alarm !== undefined && { alarm }) },
          annotations: { summary, description: 'Описание', runbook: 'docs/operations.md' },
          startsAt,
          ...(endsAt !== undefined && { endsAt }),
          ...(ended && { endsAt: new Date().toISOString() }),
        },
      ]),
    /** Has Telegram fail so many times. */
    failNext: (failure: object, times: number): Promise<void> =>
      post(`${telegramUrl(instance)}/failures`, { failure, times }),
    /** How many messages say so. */
    told: (summary: string, what: 'СРАБОТАЛО' | 'ВОССТАНОВЛЕНО'): number =>
      readInbox(instance).filter(({ text }) => text.includes(what) && text.includes(summary)).length,
  };
}
