import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import { exitOnSignals } from '../../local/setup/command.ts';
import { benchEngines, type Measured } from './engines.ts';
import { generateInputs } from './generate.ts';

export interface AnalyticsBenchOptions {
  /** How many product records, each a measurement. */
  readonly rows: readonly number[];
}

const tell = (line: string): boolean => process.stderr.write(`${line}\n`);

/** Seconds of each analysis and peak of memory on every engine, on the same generated raw files. */
export async function benchAnalytics({ rows }: AnalyticsBenchOptions): Promise<void> {
  exitOnSignals();
  for (const count of rows) {
    const directory = await mkdtemp(join(tmpdir(), 'bench-analytics-'));
    // Gigabytes, which must not stay when the bench is broken off.
    const removeNow = (): void => rmSync(directory, { recursive: true, force: true });
    process.once('exit', removeNow);
    try {
      tell(`generating ${count} product records…`);
      const inputs = await generateInputs(directory, count);
      const measured = new Map<string, Measured>();
      for (const engine of benchEngines) {
        tell(`${engine.name} on ${count} product records…`);
        const figures = await engine.measure(inputs, directory);
        tell(`${engine.name}: ${cells(figures.seconds, peakOf(figures)).join(' s, ')} MB`);
        measured.set(engine.name, figures);
      }
      process.stdout.write(`${render(count, measured)}\n`);
    } finally {
      process.off('exit', removeNow);
      await rm(directory, { recursive: true, force: true });
    }
  }
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
