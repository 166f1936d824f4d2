import Table from 'cli-table3';
import type { AnalysisReport } from '../../functions/analytics/engine.ts';
import type { RunReport } from '../../functions/analytics/run.ts';
import { printable, shortened } from '../command-line/printable.ts';
import type { Found } from './newest.ts';

const titles: Readonly<Record<string, string>> = {
  files: 'копии файлов',
  start: 'запуск Spark',
  sent_prices: 'цены из записей',
  prices: 'изменения цен',
  activity: 'действия из записей',
  searches: 'поиски',
  events: 'события',
  categories: 'категории',
  popular_products: 'популярные товары',
  co_occurrence: 'товары, которые смотрят вместе',
  shared_buyers: 'общие покупатели товаров',
  neighbours: 'соседи товаров',
  top_queries: 'частые запросы',
  empty_queries: 'запросы без результатов',
  price_trends: 'динамика цен',
  price_history: 'история цен',
};

const plain = { style: { head: [], border: [] } };
const title = (name: string): string => titles[name] ?? name;
const whole = (number: number): string => number.toLocaleString('ru-RU');
const right = (content: string) => ({ content, hAlign: 'right' as const });

/** What a run has computed and published. */
export function runText(report: RunReport): string {
  const table = new Table({ head: ['Анализ', 'Строк', 'Секунд', 'КБ'], ...plain });
  for (const [name, days] of Map.groupBy(report.days, (day) => day.name.split('.')[0] ?? ''))
    table.push([`${title(name)}, дней: ${days.length}`, ...sums(days)]);
  for (const { name, seconds } of report.preparations)
    table.push([`подготовка: ${title(name)}`, '', right(seconds.toFixed(2)), '']);
  for (const analysis of report.analyses) table.push([title(analysis.name), ...sums([analysis])]);
  return [
    `Анализ ${report.run_id} (${report.engine})${report.resumed ? ', продолжение прерванного' : ''}: ${report.seconds.toFixed(1)} с`,
    table.toString(),
    `Опубликовано: ${whole(report.records)} записей в Kafka, ${whole(report.documents)} документов в OpenSearch; ` +
      `категорий на пересчёт: ${whole(report.announced)}`,
  ].join('\n');
}

/** Rows, seconds and kilobytes of all together. */
function sums(reports: readonly AnalysisReport[]) {
  const sum = (field: 'rows' | 'seconds' | 'bytes'): number => reports.reduce((all, report) => all + report[field], 0);
  return [right(whole(sum('rows'))), right(sum('seconds').toFixed(2)), right(whole(Math.ceil(sum('bytes') / 1_024)))];
}

/** What was found, of so many rows in all; moments as dates in UTC. */
export function foundText({ columns, rows }: Found, total: number): string {
  const table = new Table({ head: columns.map((column) => printable(column.replace(/_ms$/u, ' (UTC)'))), ...plain });
  for (const row of rows) table.push(columns.map((column) => cellOf(column, row[column])));
  return [table.toString(), `Показано ${rows.length} из ${whole(total)}`].join('\n');
}

function cellOf(column: string, value: unknown) {
  if (typeof value === 'number' && column.endsWith('_ms')) return momentOf(value);
  if (typeof value === 'number') return right(numberText(value));
  if (value === null || value === undefined) return '';
  return shortened(printable(typeof value === 'string' ? value : JSON.stringify(value)));
}

const numberText = (number: number): string =>
  number.toLocaleString('ru-RU', { maximumFractionDigits: Math.abs(number) < 1 ? 4 : 2 });

/** Epoch milliseconds to the minute. */
const momentOf = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
