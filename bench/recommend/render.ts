import { plainTable } from '../../local/observe/table.ts';
import type { Quality } from './evaluate.ts';
import type { Latency } from './latency.ts';

export interface QualityFigures {
  readonly data: string;
  readonly split: string;
  readonly buyers: number;
  readonly events: number;
  readonly cases: number;
  readonly qualities: readonly { readonly name: string; readonly chosen: string; readonly quality: Quality }[];
}

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A table of one data set in one split. */
export function renderQuality({ data, split, buyers, events, cases, qualities }: QualityFigures): string {
  const table = plainTable(
    [
      'recommender',
      'nDCG@10',
      'recall@20',
      'HR@20',
      'MRR@20',
      'coverage',
      'novelty',
      'popularity bias',
      'stores in ten',
      'chosen',
    ],
    ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'right', 'right', 'left'],
  );
  for (const { name, chosen, quality } of qualities)
    table.push([
      name,
      ...[quality.ndcg10, quality.recall20, quality.hitRate20, quality.mrr20].map((value) => value.toFixed(4)),
      `${(quality.coverage * 100).toFixed(0)}%`,
      quality.novelty.toFixed(1),
      quality.popularityBias.toFixed(2),
      quality.stores10 === 0 ? '–' : quality.stores10.toFixed(1),
      chosen,
    ]);
  const title = `${data}, split ${split}: ${whole.format(events)} events of ${whole.format(buyers)} buyers, ${whole.format(cases)} cases`;
  return `${title}\n${table.toString()}`;
}

export function renderLatency(latencies: readonly Latency[]): string {
  const table = plainTable(['GET /recommendations, warm', 'calls', 'p50', 'p99'], ['left', 'right', 'right', 'right']);
  for (const { together, ...ways } of latencies)
    for (const [way, { count, p50, p99 }] of [
      ['in the function', ways.inFunction],
      ['through the API', ways.throughApi],
    ] as const)
      table.push([
        `${way}, ${together === 1 ? 'one after the other' : `${together} at a time`}`,
        whole.format(count),
        ms(p50),
        ms(p99),
      ]);
  return table.toString();
}

const ms = (milliseconds: number): string => `${milliseconds.toFixed(1)} ms`;
