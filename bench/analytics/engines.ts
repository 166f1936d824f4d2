import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Job, JobReport } from '../../functions/analytics/engine.ts';

export interface Measured extends JobReport {
  /** Peak of resident memory, Linux only. */
  readonly peakBytes: number;
}

/** An engine that the bench compares; it works in a process of its own, on files of this machine. */
export interface BenchEngine {
  readonly name: string;
  measure(inputs: Job['inputs'], directory: string): Promise<Measured>;
}

const run = promisify(execFile);
const endsWithin = 3_600_000;

const duckdb: BenchEngine = {
  name: 'DuckDB',
  async measure(inputs, directory) {
    await writeFile(join(directory, 'inputs.json'), JSON.stringify(inputs));
    const work = join(directory, 'work');
    await mkdir(work);
    try {
      const child = [join(import.meta.dirname, 'child.ts'), directory];
      const { stdout } = await run(process.execPath, child, { timeout: endsWithin });
      return JSON.parse(stdout) as Measured;
    } finally {
      await rm(work, { recursive: true });
    }
  },
};

export const benchEngines: readonly BenchEngine[] = [duckdb];
