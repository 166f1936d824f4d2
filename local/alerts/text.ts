import { clockOf, dutyTime, zoneLabel } from '../../modules/duty-time/duty-time.ts';
import { printable } from '../command-line/printable.ts';
import { plainTable } from '../observe/table.ts';
import type { Alert, Silence } from '../alertmanager/alertmanager.ts';

const severities: Readonly<Record<string, string>> = {
  critical: 'срочная',
  warning: 'несрочная',
  none: 'служебная',
};

export const alertJson = ({ labels, annotations, startsAt, status }: Alert): object => ({
  labels,
  annotations,
  starts_at: startsAt,
  silenced_by: status.silencedBy,
  inhibited_by: status.inhibitedBy,
});

/** What fires, as a table; what is silenced says until when and why. */
export function alertsText(alerts: readonly Alert[], silences: readonly Silence[], zone: string): string {
  if (alerts.length === 0) return 'Ни одной тревоги.';
  const table = plainTable(['тревога', 'срочность', `с (${zoneLabel(zone)})`, 'людям', 'что'], Array(5).fill('left'));
  for (const { labels, annotations, startsAt, status } of alerts)
    table.push([
      printable(nameOf(labels)),
      severities[labels['severity'] ?? ''] ?? '—',
      clockOf(new Date(startsAt), zone),
      toldText(labels, status, silences, zone),
      printable(annotations['summary'] ?? ''),
    ]);
  return table.toString();
}

/** The name by which `silence` knows it: of the cloud's alarms that is their own. */
const nameOf = ({ alertname = '', alarm }: Alert['labels']): string => alarm ?? alertname;

function toldText(
  { severity }: Alert['labels'],
  { silencedBy, inhibitedBy }: Alert['status'],
  silences: readonly Silence[],
  zone: string,
): string {
  const silence = silences.find(({ id }) => silencedBy.includes(id));
  if (silence !== undefined) return `молчит до ${dutyTime(new Date(silence.endsAt), zone)}`;
  if (inhibitedBy.length > 0) return 'молчит: следствие другой';
  return severity === 'none' ? 'не отправляется' : 'отправлена';
}

const conditionText = ({ name, value, isEqual, isRegex }: Silence['matchers'][number]): string =>
  printable(`${name}${isEqual ? '' : '!'}${isRegex ? '~' : '='}${value}`);

/** Silences as a table. */
export function silencesText(silences: readonly Silence[], zone: string): string {
  if (silences.length === 0) return 'Никакая тревога не заглушена.';
  const table = plainTable(['номер', 'что', `до (${zoneLabel(zone)})`, 'кто', 'почему'], Array(5).fill('left'));
  for (const { id, matchers, endsAt, createdBy, comment } of silences)
    table.push([
      id,
      matchers.map((each) => conditionText(each)).join(', '),
      clockOf(new Date(endsAt), zone),
      printable(createdBy),
      printable(comment),
    ]);
  return table.toString();
}
