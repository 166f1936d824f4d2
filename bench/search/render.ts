import { plainTable } from '../../local/observe/table.ts';
import type { Spread } from '../measure/spread.ts';

/** Milliseconds of one kind of requests. */
export interface Latency {
  readonly in_function: Spread;
  /** Of the searches alone that the function sent to OpenSearch for the same texts. */
  readonly bare: Spread;
  /** How many times as long the function takes. */
  readonly ratio: { readonly p50: number; readonly p99: number };
  readonly through_api?: Spread;
}

export interface Latencies {
  readonly products: number;
  readonly together: number;
  /** Of the machine when it was over: programs that ran or waited, in the last minute. */
  readonly load: number;
  readonly search: Latency;
  readonly suggest: Latency;
}

export function renderLatencies({ products, together, load, ...kinds }: Latencies): string {
  const table = plainTable(['ms', 'calls', 'p50', 'p99', 'slowest'], ['left', 'right', 'right', 'right', 'right']);
  for (const kind of ['search', 'suggest'] as const) {
    const { in_function, bare, ratio, through_api } = kinds[kind];
    table.push(row(`${kind}, in the function`, in_function));
    table.push(row(`${kind}, OpenSearch alone`, bare));
    table.push([`${kind}, times as long`, '', ratio.p50.toFixed(2), ratio.p99.toFixed(2), '']);
    if (through_api !== undefined) table.push(row(`${kind}, through API Gateway`, through_api));
  }
  return `${products} products, ${together} calls at a time, load average ${load.toFixed(1)}\n${table.toString()}`;
}

const row = (name: string, { count, p50, p99, max }: Spread): string[] => [
  name,
  String(count),
  ...[p50, p99, max].map((ms) => ms.toFixed(1)),
];
