import { readAlarm, type Alarm } from './alarm.ts';
import type { Notification } from './event.ts';

/** Telegram takes 4,096 characters after its own parsing; entities make the text longer before it. */
const maxPartLength = 1_000;

const heads: Readonly<Record<Alarm['NewStateValue'], string>> = {
  ALARM: '🔴 <b>Тревога</b>',
  OK: '🟢 <b>Снова в порядке</b>',
  INSUFFICIENT_DATA: '⚪ <b>Нет данных</b>',
};

/** The message for people on duty, in Telegram's HTML. What is not an alarm is passed on as it is. */
export function messageText(notification: Notification): string {
  const alarm = readAlarm(notification.Message);
  if (alarm === undefined)
    return join(`<b>${part(notification.Subject ?? 'Сообщение')}</b>`, part(notification.Message));
  const { AlarmName, AlarmDescription, NewStateValue, NewStateReason, StateChangeTime } = alarm;
  const since = moment(StateChangeTime) ?? moment(notification.Timestamp);
  return join(
    `${heads[NewStateValue]}: <code>${part(AlarmName)}</code>`,
    part(AlarmDescription),
    since === undefined ? '' : `С ${since}`,
    NewStateReason ? `<i>${part(NewStateReason)}</i>` : '',
  );
}

const join = (...lines: readonly string[]): string => lines.filter((line) => line !== '').join('\n');

/** Cut before it is escaped, so that no entity is broken, and between characters, so that no emoji is. */
const part = (text: string | null | undefined): string => escapeHtml(cut(text ?? ''));

const cut = (text: string): string => {
  const characters = Array.from(text);
  return characters.length <= maxPartLength ? text : `${characters.slice(0, maxPartLength).join('')}…`;
};

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escapeHtml = (text: string): string => text.replace(/[&<>"]/gu, (character) => entities[character] ?? character);

const moscow = new Intl.DateTimeFormat('ru-RU', { timeZone: 'Europe/Moscow', dateStyle: 'short', timeStyle: 'medium' });

/** CloudWatch writes the zone without a colon. */
function moment(text: string | null | undefined): string | undefined {
  const at = Date.parse((text ?? '').replace(/([+-]\d\d)(\d\d)$/u, '$1:$2'));
  return Number.isNaN(at) ? undefined : `${moscow.format(at)} МСК`;
}
