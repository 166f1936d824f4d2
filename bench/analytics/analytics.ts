import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import { exitOnSignals } from '../../local/setup/command.ts';
import {
  benchEngines,
  measureNeighbours,
  onlyLastDay,
  type BenchEngine,
  type Measured,
  type MeasuredStep,
} from './engines.ts';
import { generateInputs, type BenchInputs } from './generate.ts';

export interface AnalyticsBenchOptions {
  /** How many product records, each a measurement. */
  readonly rows: readonly number[];
  /** Of the catalogue; without it, half as many as records. */
  readonly products?: number;
  /** Without it, both. */
  readonly engine?: keyof typeof benchEngines;
}

const tell = (line: string): boolean => process.stderr.write(`${line}\n`);

/** Seconds of each analysis and peak of memory on every engine, on the same generated raw files. */
export async function benchAnalytics({ rows, products, engine: only }: AnalyticsBenchOptions): Promise<void> {
  exitOnSignals();
  for (const count of rows) {
    const directory = await mkdtemp(join(tmpdir(), 'bench-analytics-'));
    // Gigabytes, which must not stay when the bench is broken off.
    const removeNow = (): void => rmSync(directory, { recursive: true, force: true });
    process.once('exit', removeNow);
    try {
      tell(`generating ${count} product records…`);
      const inputs = await generateInputs(directory, count, products ?? Math.floor(count / 2));
      const measured = new Map<string, Measured>();
      for (const engine of only === undefined ? Object.values(benchEngines) : [benchEngines[only]]) {
        const home = join(directory, engine.name.split(' ')[0] ?? '');
        await mkdir(home);
        measured.set(engine.name, await measure(engine, inputs, home));
        const next = await onlyLastDay(inputs, home);
        measured.set(`${engine.name}, next run`, await measure(engine, next, home));
      }
      process.stdout.write(`${render(count, measured)}\n`);
    } finally {
      process.off('exit', removeNow);
      await rm(directory, { recursive: true, force: true });
    }
  }
}

async function measure(engine: BenchEngine, inputs: BenchInputs, directory: string): Promise<Measured> {
  tell(`${engine.name}: ${inputs.days.length} days of a table are to be computed…`);
  const computed = await engine.measure(inputs, directory);
  const neighbours = await measureNeighbours(directory);
  const steps = [...computed.steps, neighbours];
  const isDay = ({ name }: MeasuredStep): boolean => inputs.days.some((day) => day.name === name);
  const days = steps.filter(isDay);
  const all = {
    name: 'days',
    seconds: days.reduce((sum, step) => sum + step.seconds, 0),
    peakBytes: Math.max(0, ...days.map(({ peakBytes }) => peakBytes)),
  };
  const figures = {
    seconds: computed.seconds + neighbours.seconds,
    steps: [all, ...steps.filter((step) => !isDay(step))],
  };
  tell(`${engine.name}: ${cells(figures.seconds, peakOf(figures)).join(' s, ')} MB`);
  return figures;
}

const peakOf = ({ steps }: Measured): number => Math.max(...steps.map(({ peakBytes }) => peakBytes));
const cells = (seconds: number, bytes: number): string[] => [seconds.toFixed(2), String(Math.round(bytes / 1e6))];

/** One row a step; an engine that has no such step leaves its cells empty. */
function render(count: number, measured: ReadonlyMap<string, Measured>): string {
  const head = [...measured.keys()].flatMap((name) => [`${name}, s`, 'MB']);
  const table = new Table({
    head: [`${count.toLocaleString('en')} product records`, ...head],
    style: { head: [], border: [] },
  });
  const engines = [...measured.values()];
  const longestFirst = engines.toSorted((one, other) => other.steps.length - one.steps.length);
  for (const name of new Set(longestFirst.flatMap(({ steps }) => steps.map((step) => step.name))))
    table.push([
      name,
      ...engines.flatMap(({ steps }) => {
        const step = steps.find((other) => other.name === name);
        return step === undefined ? ['', ''] : cells(step.seconds, step.peakBytes);
      }),
    ]);
  table.push(['all', ...engines.flatMap((engine) => cells(engine.seconds, peakOf(engine)))]);
  return table.toString();
}
