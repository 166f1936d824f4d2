import { dutyTime } from '../../modules/duty-time/duty-time.ts';
import { changedAt, graphOf, readAlarm, saidBy, type Alarm } from './alarm.ts';
import type { Bot } from './bot.ts';
import type { Notification } from './event.ts';

/** Telegram takes 4,096 characters after its own parsing; entities make the text longer before it. */
const maxPartLength = 1_000;

/** Section of the runbook for all alarms of the cloud. */
export const runbookSection = 'docs/operations.md#тревоги-облака';

/** How the reader is told: see Bot. */
type Reader = Pick<Bot, 'timeZone' | 'runbookUrl'>;

/**
 * The message for people on duty, in Telegram's HTML, as monitoring/telegram.tmpl writes those of Alertmanager. What is not an
 * alarm is passed on as it is.
 */
export function messageText(notification: Notification, reader: Reader): string {
  const alarm = readAlarm(notification.Message);
  if (alarm === undefined) return `<b>${part(notification.Subject ?? 'Сообщение')}</b>\n${part(notification.Message)}`;
  const at = changedAt(alarm) ?? changedAt({ StateChangeTime: notification.Timestamp });
  const when = at === undefined ? undefined : dutyTime(at, reader.timeZone);
  const summary = `• <b>${part(saidBy(alarm).summary)}</b>`;
  if (alarm.NewStateValue === 'OK') return join('✅ <b>ВОССТАНОВЛЕНО: 1</b>', '', summary, when && `До ${when}`);
  const head = alarm.NewStateValue === 'ALARM' ? '⚠️ <b>СРАБОТАЛО: 1</b>' : '⚪ <b>НЕТ ДАННЫХ: 1</b>';
  const description = part(saidBy(alarm).description) || undefined;
  return join(head, '', summary, description, lastLine(alarm, when, reader));
}

function lastLine(alarm: Alarm, when: string | undefined, { runbookUrl }: Reader): string {
  const since = when === undefined ? '' : `С ${when}. `;
  const link = runbookUrl && runbookSection.replace(/^[^#]*/u, runbookUrl);
  const runbook =
    link === undefined ? `Что делать: ${runbookSection}` : `<a href="${escapeHtml(encodeURI(link))}">Что делать</a>`;
  const graph = graphOf(alarm);
  return `${since}${runbook}${graph === undefined ? '' : ` · <a href="${escapeHtml(graph)}">График</a>`}`;
}

const join = (...lines: readonly (string | undefined)[]): string =>
  lines.filter((line) => line !== undefined).join('\n');

/** Cut before it is escaped, so that no entity is broken, and between characters, so that no emoji is. */
const part = (text: string): string => escapeHtml(cut(text));

const cut = (text: string): string => {
  const characters = Array.from(text);
  return characters.length <= maxPartLength ? text : `${characters.slice(0, maxPartLength).join('')}…`;
};

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escapeHtml = (text: string): string => text.replace(/[&<>"]/gu, (character) => entities[character] ?? character);
