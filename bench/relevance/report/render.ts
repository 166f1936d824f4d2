import { printable, shortened } from '../../../local/command-line/printable.ts';
import { plainTable, type TableOf } from '../../../local/observe/table.ts';
import type { Report } from './report.ts';
import type { Ends, TextCount } from './tally.ts';

const textWidth = 40;
const whole = new Intl.NumberFormat('en-US');

/** The report for people: how searches ended day by day, which end badly, and which places of the list are looked at. */
export function renderReport(report: Report): string {
  const { all, without_results, abandoned, reformulated } = report;
  const period = `${date(report.from)} to ${date(report.to)} UTC`;
  if (all.searches === 0) return `No searches from ${period}.`;
  return [
    `Searches from ${period}`,
    dayTable(report).toString(),
    ...section('Found nothing', without_results, textTable),
    ...section('Abandoned: found something, nothing done with it', abandoned, textTable),
    ...section('Reformulated: something else searched for within five minutes', reformulated, (rows) => {
      const table = plainTable(['query', 'then', 'times', 'last'], ['left', 'left', 'right', 'left']);
      for (const { from, to, times, last } of rows) table.push([cell(from), cell(to), whole.format(times), date(last)]);
      return table;
    }),
    '',
    'Places of the list: products clicked, put into the cart or bought',
    placeTable(report).toString(),
  ].join('\n');
}

const section = <T>(title: string, rows: readonly T[], table: (rows: readonly T[]) => TableOf): string[] =>
  rows.length === 0 ? [] : ['', title, table(rows).toString()];

function dayTable({ days, all }: Report): TableOf {
  const head = ['day', 'searches', 'found nothing', 'reformulated', 'abandoned', 'acted on (CTR)', 'MRR of clicks'];
  const table = plainTable(head, ['left', ...head.slice(1).map(() => 'right' as const)]);
  for (const ends of days) table.push([ends.day, ...endCells(ends)]);
  table.push(['all', ...endCells(all)]);
  return table;
}

const endCells = (ends: Ends): string[] => [
  whole.format(ends.searches),
  share(ends.without_results, ends.searches),
  share(ends.reformulated, ends.searches),
  share(ends.abandoned, ends.searches),
  share(ends.acted_on, ends.searches),
  ends.acted_on === 0 ? '' : ends.click_mrr.toFixed(3),
];

function textTable(rows: readonly TextCount[]): TableOf {
  const table = plainTable(
    ['query', 'times', 'of searches', 'buyers', 'last'],
    ['left', 'right', 'right', 'right', 'left'],
  );
  for (const { text, times, searches, buyers, last } of rows)
    table.push([cell(text), whole.format(times), share(times, searches), whole.format(buyers), date(last)]);
  return table;
}

function placeTable({ places }: Report): TableOf {
  const table = plainTable(['place', 'shown', 'acted on', 'CTR'], ['right', 'right', 'right', 'right']);
  for (const { place, shown, acted_on } of places)
    table.push([String(place), whole.format(shown), whole.format(acted_on), share(acted_on, shown)]);
  return table;
}

const cell = (text: string): string => shortened(printable(text), textWidth);
const date = (time: string): string => time.slice(0, 16).replace('T', ' ');
const share = (part: number, of: number): string => (of === 0 ? '' : `${((part / of) * 100).toFixed(1)} %`);
