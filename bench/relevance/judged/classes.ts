import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlatformError } from '../../../modules/errors/platform-error.ts';
import { judgedDirectory, readTable } from './rows.ts';

const file = 'classes.tsv';
const columns = ['class', 'written', 'mrr10', 'ndcg10', 'recall50', 'about'] as const;

/** How well the queries of a class are answered, from 0 to 1; see metrics.ts. */
export interface Quality {
  readonly mrr10: number;
  readonly ndcg10: number;
  readonly recall50: number;
}

export const measures = ['mrr10', 'ndcg10', 'recall50'] as const;

/** What the queries of one file have in common. */
export interface QueryClass {
  readonly name: string;
  /** Whether they are written as they are meant: nothing of them is to be corrected. */
  readonly right: boolean;
  /** `npm test` fails below it. */
  readonly bar: Quality;
  readonly about: string;
}

/** The classes of the judged set, in the order in which they are shown. Throws input_invalid. */
export const readClasses = (): QueryClass[] =>
  readTable(file, columns).map(({ class: name, written, about, ...bars }) => ({
    name,
    right: written === 'right',
    bar: { mrr10: barOf(bars.mrr10), ndcg10: barOf(bars.ndcg10), recall50: barOf(bars.recall50) },
    about,
  }));

function barOf(text: string): number {
  const bar = Number(text);
  if (bar >= 0 && bar <= 1 && text !== '') return bar;
  throw new PlatformError('input_invalid', `${file}: "${text}" is no bar from 0 to 1`);
}

/** Bars have two decimals, so that a rounding of the last digit fails no test. */
const floored = (value: number): number => Math.floor(value * 100 + 1e-9) / 100;

/** The bar under what was measured, where that is more than the bar of now: a bar is never lowered. Pure. */
export const raisedBar = (bar: Quality, measured: Quality): Quality => ({
  mrr10: Math.max(bar.mrr10, floored(measured.mrr10)),
  ndcg10: Math.max(bar.ndcg10, floored(measured.ndcg10)),
  recall50: Math.max(bar.recall50, floored(measured.recall50)),
});

/** Writes the classes down, with these bars. */
export function writeClasses(classes: readonly QueryClass[]): void {
  const lines = classes.map(({ name, right, bar, about }) =>
    [name, right ? 'right' : '', ...measures.map((measure) => bar[measure].toFixed(2)), about].join('\t'),
  );
  writeFileSync(join(judgedDirectory, file), `${[columns.join('\t'), ...lines].join('\n')}\n`);
}
