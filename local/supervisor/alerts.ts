import { alertOfServer } from '../alerts/alert-of-server.ts';
import { deathWindowMs, mostDeaths, type Followed } from './supervise.ts';

/** An alert as Alertmanager takes it: https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml */
export interface Alert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** ISO 8601. */
  readonly startsAt: string;
  readonly endsAt: string;
}

/** Milliseconds that an alert lasts when nobody repeats it, as when the supervisor is gone. */
const lastsMs = 5 * 60_000;
/** As long as the alerts of these names in monitoring/rules/outages.yml outlast an outage. */
const consequencesMs = { Outage: 3 * 60_000, RecentOutage: 35 * 60_000 } as const;

/** Those that the flow and the search stand still without. */
const ofPromises = /^(?:BrokerDown|OpenSearchDown|EventSourceDown|ApiDown)$/u;

const minutes = deathWindowMs / 60_000;

/** What is to be told of a server now. `lastLines` are the end of its log. */
export function alertsOf(
  server: string,
  { outage }: Followed,
  now: number,
  lastLines: readonly string[],
): readonly Alert[] {
  if (outage === undefined) return [];
  const runs = { startsAt: iso(outage.since), endsAt: iso(now + lastsMs) };
  const died = { labels: labelsOf('ServerDied', server), annotations: diedText(server), ...runs };
  const others = consequencesOf(server).map((labels) => ({ labels, annotations: {}, ...runs }));
  if (outage.givenUpAt === undefined) return [died, ...others];
  const staysDown = {
    labels: labelsOf('ServerStaysDown', server),
    annotations: staysDownText(server, lastLines),
    ...runs,
    startsAt: iso(outage.givenUpAt),
  };
  return [died, staysDown, ...others];
}

/** The same alerts when they have ended. What silences consequences lasts while those are worked off. */
export const endedAlerts = (alerts: readonly Alert[], now: number): readonly Alert[] =>
  alerts.map((alert) => ({ ...alert, endsAt: iso(now + outlasts(alert.labels['alertname'])) }));

const outlasts = (name = ''): number => (name === 'Outage' || name === 'RecentOutage' ? consequencesMs[name] : 0);

const iso = (at: number): string => new Date(at).toISOString();

/** A broker has the label that tells it from others in the alert of Prometheus, too. */
const labelsOf = (alertname: string, server: string): Record<string, string> => ({
  ...alertOfServer(server),
  alertname,
  severity: 'critical',
  server,
});

/** Under the name of the alert that Prometheus would raise were the server away for longer its consequences are silenced. */
function consequencesOf(server: string): readonly Record<string, string>[] {
  const of = alertOfServer(server)?.['alertname'];
  if (of === undefined) return [];
  const silent = { severity: 'none', server };
  const outage = { alertname: 'Outage', of, ...silent };
  return ofPromises.test(of) ? [outage, { alertname: 'RecentOutage', ...silent }] : [outage];
}

const diedText = (server: string) => ({
  summary: `Сервер ${server} упал`,
  description:
    'Его уже запускают снова; делать ничего не нужно, пока не придёт сообщение, что он больше не запускается.',
  runbook: 'docs/operations.md#serverdied',
});

const staysDownText = (server: string, lastLines: readonly string[]) => ({
  summary: `Сервер ${server} больше не запускается: ${mostDeaths} падений за ${minutes} минут`,
  description: ['Устраните причину и запустите его: npm start. Конец его журнала:', ...lastLines].join('\n'),
  runbook: 'docs/operations.md#serverstaysdown',
});
