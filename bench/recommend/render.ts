import { plainTable } from '../../local/observe/table.ts';
import type { Quality } from './evaluate.ts';
import type { Latency } from './latency.ts';

export interface QualityFigures {
  readonly data: string;
  readonly buyers: number;
  readonly events: number;
  readonly cases: number;
  readonly qualities: readonly { readonly name: string; readonly quality: Quality }[];
}

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A table of one data set; the last column compares nDCG@10 with the first recommender's. */
export function renderQuality({ data, buyers, events, cases, qualities }: QualityFigures): string {
  const table = plainTable(
    ['recommender', 'nDCG@10', 'recall@20', 'nDCG@10 beside popularity'],
    ['left', 'right', 'right', 'right'],
  );
  const base = qualities[0]?.quality.ndcg10 ?? 0;
  for (const { name, quality } of qualities)
    table.push([name, quality.ndcg10.toFixed(4), quality.recall20.toFixed(4), change(quality.ndcg10, base)]);
  const title = `${data}: ${whole.format(events)} events of ${whole.format(buyers)} buyers, ${whole.format(cases)} hidden products`;
  return `${title}\n${table.toString()}`;
}

const change = (value: number, base: number): string =>
  base === 0 || value === base ? '' : `${value > base ? '+' : ''}${((value / base - 1) * 100).toFixed(0)}%`;

export function renderLatency(latencies: readonly Latency[]): string {
  const table = plainTable(['GET /recommendations, warm', 'calls', 'p50', 'p99'], ['left', 'right', 'right', 'right']);
  for (const { together, calls, p50, p99 } of latencies)
    table.push([
      together === 1 ? 'one after the other' : `${together} at a time`,
      whole.format(calls),
      ms(p50),
      ms(p99),
    ]);
  return table.toString();
}

const ms = (milliseconds: number): string => `${milliseconds.toFixed(1)} ms`;
