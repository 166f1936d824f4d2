import { plainTable } from '../../local/observe/table.ts';
import type { ByProcess } from '../measure/cpu.ts';
import type { Spread } from '../measure/spread.ts';
import type { ServerMemory } from './memory.ts';
import type { Throughput } from './throughput.ts';

export interface FlowFigures {
  readonly products: number;
  readonly bytesEach: number;
  readonly filter: Throughput;
  readonly index: Throughput;
  readonly archive: Throughput;
  readonly rate: number;
  readonly delay: Spread;
  readonly memory: readonly ServerMemory[];
  /** Cores that were busy. */
  readonly atRate: ByProcess;
  readonly atRest: ByProcess;
}

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
/** Of a few products all may be through before anybody looks. */
const perSecond = ({ records, seconds }: Throughput): string =>
  records === 0 ? 'too few products' : `${whole.format(records / seconds)} /s`;
const inSeconds = (seconds: number): string => `${seconds.toFixed(2)} s`;
const megabytes = (bytes: number): string => `${whole.format(bytes / 1_000_000)} MB`;

const busy = (cores: number): string => cores.toFixed(2);
const sumOf = (numbers: Iterable<number>): number => Array.from(numbers).reduce((sum, each) => sum + each, 0);

export function renderFlow(flow: FlowFigures): string {
  return `${figuresOf(flow)}\n\n${serversOf(flow)}`;
}

function figuresOf({ products, bytesEach, filter, index, archive, rate, delay }: FlowFigures): string {
  const figures = plainTable(['measure', 'figure'], ['left', 'right']);
  figures.push(
    [`products, ${whole.format(bytesEach)} bytes each`, whole.format(products)],
    ['filter: Kafka → event source → engine → function → Kafka', perSecond(filter)],
    ['index: Kafka → event source → engine → function → OpenSearch', perSecond(index)],
    ['archive: Kafka → event source → engine → function → HDFS', perSecond(archive)],
    [`sent → searchable at ${rate}/s, p50 of ${whole.format(delay.count)}`, inSeconds(delay.p50)],
    ['sent → searchable, p99', inSeconds(delay.p99)],
    ['sent → searchable, slowest', inSeconds(delay.max)],
  );
  return figures.toString();
}

function serversOf({ rate, memory, atRate, atRest }: FlowFigures): string {
  const servers = plainTable(
    ['server', 'processes', 'memory', `cores at ${rate}/s`, 'at rest'],
    ['left', 'right', 'right', 'right', 'right'],
  );
  for (const { name, processes, bytes } of memory)
    servers.push([name, processes, megabytes(bytes), busy(atRate.get(name) ?? 0), busy(atRest.get(name) ?? 0)]);
  servers.push([
    'all',
    '',
    megabytes(sumOf(memory.map(({ bytes }) => bytes))),
    busy(sumOf(atRate.values())),
    busy(sumOf(atRest.values())),
  ]);
  return servers.toString();
}
