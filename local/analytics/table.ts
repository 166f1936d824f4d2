import Table from 'cli-table3';
import type { RunReport } from '../../functions/analytics/run.ts';
import type { Cell } from './look.ts';

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
  for (const { name, seconds } of report.preparations)
    table.push([`подготовка: ${title(name)}`, '', right(seconds.toFixed(2)), '']);
  for (const { name, rows, seconds, bytes } of report.analyses)
    table.push([title(name), right(whole(rows)), right(seconds.toFixed(2)), right(whole(Math.ceil(bytes / 1_024)))]);
  return [
    `Анализ ${report.run_id} (${report.engine})${report.resumed ? ', продолжение прерванного' : ''}: ${report.seconds.toFixed(1)} с`,
    table.toString(),
    `Опубликовано: ${whole(report.records)} записей в Kafka, ${whole(report.documents)} документов в OpenSearch; ` +
      `категорий на пересчёт: ${whole(report.announced)}`,
  ].join('\n');
}

/** The first rows of a result. */
export function resultText(columns: readonly string[], rows: readonly (readonly Cell[])[], total: number): string {
  const table = new Table({ head: [...columns], ...plain });
  for (const row of rows) table.push(row.map((cell) => cellText(cell)));
  return [table.toString(), `Показано ${rows.length} из ${whole(total)}`].join('\n');
}

function cellText(cell: Cell) {
  if (typeof cell === 'number') return right(Number.isInteger(cell) ? String(cell) : cell.toFixed(4));
  // What shops write must not command the terminal.
  return String(cell ?? '').replaceAll(/\p{Cc}+/gu, ' ');
}
