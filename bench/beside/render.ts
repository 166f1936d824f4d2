import { plainTable } from '../../local/observe/table.ts';
import type { Drained } from './drain.ts';

/** What was measured of each side, one after the other. */
export interface Rounds {
  readonly engine: Drained[];
  readonly 'in-process': Drained[];
  readonly peer: Drained[];
}

/** Ours divided by theirs, of the rounds: more than 1 is faster. */
export interface Ratio {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export interface Measured {
  readonly filter: Rounds;
  readonly index: Rounds;
}

export type Ratios = Readonly<Record<keyof Measured, { readonly engine: Ratio; readonly in_process: Ratio }>>;

export const ratiosOf = ({ filter, index }: Measured): Ratios => ({
  filter: { engine: ratioOf(filter.engine, filter.peer), in_process: ratioOf(filter['in-process'], filter.peer) },
  index: { engine: ratioOf(index.engine, index.peer), in_process: ratioOf(index['in-process'], index.peer) },
});

const rateOf = ({ records, seconds }: Drained): number => records / seconds;

function ratioOf(ours: readonly Drained[], theirs: readonly Drained[]): Ratio {
  const ratios = ours.flatMap((own, round) => {
    const other = theirs[round];
    return other === undefined ? [] : [rateOf(own) / rateOf(other)];
  });
  return { median: medianOf(ratios), min: Math.min(...ratios), max: Math.max(...ratios) };
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

const peers = { filter: 'Kafka Streams', index: 'OpenSearch alone' } as const;

export function renderBeside(measured: Measured): string {
  const ratios = ratiosOf(measured);
  const table = plainTable(['who', 'records/s', 'of the peer', 'in the rounds'], ['left', 'right', 'right', 'right']);
  const costs = plainTable(['CPU seconds per million records', 'process', 'seconds'], ['left', 'left', 'right']);
  for (const what of ['filter', 'index'] as const) {
    const { engine, 'in-process': inProcess, peer } = measured[what];
    table.push(
      [`${what}: ${peers[what]}`, rateText(peer), '', ''],
      [`${what}: ours in process`, rateText(inProcess), ...ratioCells(ratios[what].in_process)],
      [`${what}: ours through the engine`, rateText(engine), ...ratioCells(ratios[what].engine)],
    );
    for (const [name, rounds] of [
      [peers[what], peer],
      ['ours in process', inProcess],
      ['ours through the engine', engine],
    ] as const)
      for (const [process, seconds] of cpuPerMillion(rounds))
        costs.push([`${what}: ${name}`, process, seconds.toFixed(1)]);
  }
  return `${table.toString()}\n\n${costs.toString()}`;
}

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const rateText = (rounds: readonly Drained[]): string => whole.format(medianOf(rounds.map((each) => rateOf(each))));
const ratioCells = ({ median, min, max }: Ratio): [string, string] => [
  median.toFixed(2),
  `${min.toFixed(2)} to ${max.toFixed(2)}`,
];

/** By process, brokers together, over all rounds. */
function cpuPerMillion(rounds: readonly Drained[]): ReadonlyMap<string, number> {
  const records = rounds.reduce((sum, each) => sum + each.records, 0);
  const sums = new Map<string, number>();
  for (const { cpu } of rounds)
    for (const [name, seconds] of cpu) {
      const known = name.startsWith('broker-') ? 'brokers' : name;
      sums.set(known, (sums.get(known) ?? 0) + seconds);
    }
  return new Map([...sums].map(([name, seconds]) => [name, (seconds * 1_000_000) / records]));
}
