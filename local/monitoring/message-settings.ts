import { offsetMs, zoneLabel } from '../../modules/duty-time/duty-time.ts';
import type { Telling } from '../telegram/telling.ts';

const nanosecondsPerMillisecond = 1_000_000;
const runbookFile = 'docs/operations.md';

/**
 * Templates that monitoring/telegram.tmpl is made with: `moment`, a time in the zone of who is on duty; `zone`, its name; `runbook`,
 * where it stands what to do. Alertmanager knows only the zone of its machine, which may not even have a list of zones, so the
 * clock is moved by what the zone is ahead at the moment of writing: where it has a summer time, `npm start` after the change.
 */
export function messageSettings({ timeZone, runbookUrl }: Pick<Telling, 'timeZone' | 'runbookUrl'>, now: Date): string {
  const ahead = offsetMs(now, timeZone) * nanosecondsPerMillisecond;
  const runbook =
    runbookUrl === undefined
      ? 'Что делать: {{ . }}'
      : `<a href="{{ reReplaceAll "^${runbookFile}" "${runbookUrl}" . }}">Что делать</a>`;
  return [
    `{{ define "moment" }}{{ (.Add ${ahead}).UTC.Format "02.01.2006 15:04:05" }}{{ end }}`,
    `{{ define "zone" }}${zoneLabel(timeZone)}{{ end }}`,
    `{{ define "runbook" }}${runbook}{{ end }}`,
    '',
  ].join('\n');
}
