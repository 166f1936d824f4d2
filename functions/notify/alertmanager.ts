import { cloudAlert } from '../../modules/platform/cloud-alert.ts';
import { PlatformError } from '../../modules/errors/platform-error.ts';
import { changedAt, graphOf, saidBy, subjectOf, type Alarm } from './alarm.ts';
import { runbookSection } from './text.ts';

const answerTimeoutMs = 3_000;
/** CloudWatch says when an alarm ends. Should that be lost, it does not fire for ever. */
const longestMs = 7 * 86_400_000;

/** An alarm as Alertmanager takes it. `now`: epoch milliseconds. */
export function alertOf(alarm: Alarm, now: number): object {
  const at = changedAt(alarm) ?? now;
  const graph = graphOf(alarm);
  return {
    labels: { alertname: cloudAlert, alarm: alarm.AlarmName, severity: 'warning', ...subjectOf(alarm) },
    annotations: { ...saidBy(alarm), runbook: runbookSection },
    ...(alarm.NewStateValue === 'OK'
      ? { endsAt: isoTime(Math.min(at, now)) }
      : { startsAt: isoTime(at), endsAt: isoTime(now + longestMs) }),
    ...(graph !== undefined && { generatorURL: graph }),
  };
}

const isoTime = (at: number): string => new Date(at).toISOString();

/** Hands an alarm to Alertmanager. Throws server_not_ready when it does not take it. */
export async function raise(url: string, alert: object): Promise<void> {
  const response = await fetch(`${url}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([alert]),
    signal: AbortSignal.timeout(answerTimeoutMs),
  });
  await response.body?.cancel();
  if (!response.ok) throw new PlatformError('server_not_ready', `Alertmanager answered ${response.status}`);
}
