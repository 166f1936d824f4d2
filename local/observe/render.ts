import { printable } from '../command-line/printable.ts';
import { topicNames } from '../../modules/platform/topics.ts';
import type { FiringAlert } from './alerts.ts';
import type { MappingStatus } from './event-source-status.ts';
import type { IndexFlow, KafkaFlow, Seen } from './flow.ts';
import type { Picture } from './picture.ts';
import { plainTable } from './table.ts';

const number = new Intl.NumberFormat('ru-RU');
const shownErrors = 3;
const shownReasons = 8;

/** The flow as a person on duty reads it: alerts, topics, functions, search, what waits for people, last errors. */
export function renderPicture(picture: Picture, now: number): string {
  const { alerts, kafka, mappings, index } = picture;
  return [
    ...(alerts === undefined ? [] : [section('Тревоги', alerts, (firing) => renderAlerts(firing, now))]),
    section('Топики', kafka, renderTopics),
    section('Функции', mappings.ok ? mappings : lagsAlone(picture), (rows) => renderFunctions(rows, kafka)),
    section('Поиск', index, (seen) => renderIndex(seen, now)),
    renderRest(picture, now),
    section('Последние ошибки', mappings, renderErrors),
  ].join('\n\n');
}

function section<T>(title: string, seen: Seen<T>, render: (value: T) => string): string {
  return `${title}\n${seen.ok ? render(seen.value) : noData(seen)}`;
}

const noData = ({ error }: { readonly error: string }): string => `  нет данных: ${onOneLine(error)}`;

const onOneLine = (text: string): string => text.replaceAll(/\s*\n\s*/gu, ' ');

function renderAlerts(alerts: readonly FiringAlert[], now: number): string {
  if (alerts.length === 0) return '  нет';
  return alerts
    .map(({ severity, summary, since }) => {
      const mark = severity === 'critical' ? '🔥' : '⚠️';
      return `  ${mark} ${summary} — уже ${duration(now - Date.parse(since))}`;
    })
    .join('\n');
}

function renderTopics({ appended }: KafkaFlow): string {
  const table = plainTable(['топик', 'записей'], ['left', 'right']);
  for (const topic of topicNames) table.push([topic, number.format(appended[topic])]);
  return table.toString();
}

/** What is known of a mapping; only its lag while the event source is silent. */
type MappingRow = Pick<MappingStatus, 'function' | 'topic' | 'group'> & Partial<MappingStatus>;

/** Kafka knows how far the groups are also when nobody reads for them. */
function lagsAlone({ kafka, mappings }: Picture): Seen<readonly MappingRow[]> {
  if (!kafka.ok || mappings.ok) return mappings;
  const rows = kafka.value.lags.map(({ functionName, topic, group }) => ({ function: functionName, topic, group }));
  return { ok: true, value: rows };
}

function renderFunctions(rows: readonly MappingRow[], kafka: Seen<KafkaFlow>): string {
  const table = plainTable(
    ['функция', 'топик', 'отставание', 'записей', 'вызовов', 'повторов', 'опрос', 'состояние в Lambda'],
    ['left', 'left', 'right', 'right', 'right', 'right', 'left', 'left'],
  );
  for (const { function: name, topic, group, records, batches, retries, poller, state } of rows) {
    const lag = kafka.ok ? kafka.value.lags.find((each) => each.group === group)?.lag : undefined;
    const counts = [lag, records, batches, retries].map((count) => (count === undefined ? '—' : number.format(count)));
    table.push([name, topic, ...counts, poller ?? '—', state ?? '—']);
  }
  return table.toString();
}

function renderIndex(index: IndexFlow, now: number): string {
  const counts = `найти можно: ${number.format(index.searchable)}   отклонено: ${number.format(index.rejected)}`;
  const newest = index.newestChange === undefined ? '' : `   новейшее изменение: ${ago(index.newestChange, now)}`;
  const head = `  ${counts}${newest}`;
  const reasons = index.reasons
    .slice(0, shownReasons)
    .map(({ reason, count }) => `  ${number.format(count).padStart(5)}  ${printable(reason)}`);
  return [head, ...reasons].join('\n');
}

/** What nobody looks at while all is well. */
function renderRest({ kafka, lastAnalysis }: Picture, now: number): string {
  const letters = kafka.ok ? number.format(kafka.value.deadLetters) : '—';
  const analysis = lastAnalysis.ok ? analysed(lastAnalysis.value, now) : noData(lastAnalysis).trim();
  return `Не обработано, лежит в dead_letters: ${letters}\nПоследний анализ: ${analysis}`;
}

const analysed = (at: number | null, now: number): string => (at === null ? 'ещё не было' : ago(at, now));

const ago = (at: number, now: number): string => `${duration(now - at)} назад`;

const units = [
  ['дн', 86_400],
  ['ч', 3_600],
  ['мин', 60],
] as const;

/** The greatest unit is enough for a person. A shop's clock may be ahead of ours. */
function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000));
  const [unit, size] = units.find(([, each]) => seconds >= each) ?? ['с', 1];
  return `${Math.floor(seconds / size)} ${unit}`;
}

function renderErrors(mappings: readonly MappingStatus[]): string {
  const errors = mappings
    .flatMap((mapping) => (mapping.lastError ? [{ ...mapping.lastError, mapping }] : []))
    .toSorted((a, b) => b.at.localeCompare(a.at))
    .slice(0, shownErrors);
  if (errors.length === 0) return '  нет';
  return errors
    .map(({ at, message, mapping }) => `  ${at} ${mapping.function} ← ${mapping.topic}: ${message}`)
    .join('\n');
}
