import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import { benchEngines, type Measured } from './engines.ts';
import { generateInputs } from './generate.ts';

export interface AnalyticsBenchOptions {
  /** How many product records, each a measurement. */
  readonly rows: readonly number[];
}

const tell = (line: string): boolean => process.stderr.write(`${line}\n`);

/** Seconds of each analysis and peak of memory on every engine, on the same generated raw files. */
export async function benchAnalytics({ rows }: AnalyticsBenchOptions): Promise<void> {
  for (const count of rows) {
    const directory = await mkdtemp(join(tmpdir(), 'bench-analytics-'));
    try {
      tell(`generating ${count} product records…`);
      const inputs = await generateInputs(directory, count);
      const measured = new Map<string, Measured>();
      for (const engine of benchEngines) {
        tell(`${engine.name} on ${count} product records…`);
        const figures = await engine.measure(inputs, directory);
        tell(`${engine.name}: ${figures.seconds.toFixed(1)} s, ${megabytes(figures)} MB`);
        measured.set(engine.name, figures);
      }
      process.stdout.write(`${render(count, measured)}\n`);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }
}

const megabytes = ({ peakBytes }: Measured): string => String(Math.round(peakBytes / 1e6));

function render(count: number, measured: ReadonlyMap<string, Measured>): string {
  const engines = [...measured.keys()];
  const table = new Table({
    head: [`${count.toLocaleString('en')} product records`, ...engines.map((name) => `${name}, s`)],
    style: { head: [], border: [] },
  });
  const reports = [...measured.values()];
  const names = new Set(
    reports.flatMap((report) => [...report.preparations, ...report.analyses].map((step) => step.name)),
  );
  for (const name of names)
    table.push([
      name,
      ...reports.map(({ preparations, analyses }) => {
        const step = [...preparations, ...analyses].find((other) => other.name === name);
        return step === undefined ? '' : step.seconds.toFixed(2);
      }),
    ]);
  table.push(['all', ...reports.map(({ seconds }) => seconds.toFixed(2))]);
  table.push(['peak memory, MB', ...reports.map(megabytes)]);
  return table.toString();
}
